// A paper: its abstract with every fact in place, and the list of its facts.
"use strict";

const hidden = new Set(); // kinds of facts that the reader has switched off

const factColumns = [
  { key: "number", label: "#", number: false, value: (fact) => fact.number, cell: (fact) => pointer(fact, "text", `${fact.number}`) },
  { key: "kind", label: "Kind", value: (fact) => fact.table, cell: (fact) => chip(fact.table) },
  { key: "text", label: "Text", value: (fact) => fact.text, cell: (fact) => element("q", { dir: "auto" }, fact.text) },
  { key: "read", label: "Read as", value: (fact) => fact.value ?? fact.parameters, cell: readAs, number: false },
  { key: "rule", label: "Rule", value: (fact) => fact.rule, cell: (fact) => element("code", {}, broken(fact.rule)) },
  { key: "confidence", label: "Confidence", number: true, value: (fact) => fact.confidence, cell: (fact) => fact.confidence.toFixed(2) },
];
const COMMON = new Set("fact_id table start end text rule confidence number benchmarkName metricName".split(" "));

/** A long name that may be broken behind its underscores. */
const broken = (name) => name.split(/(?<=_)/).flatMap((part) => [part, element("wbr")]);

const chip = (kind) => element("span", { class: `chip ${kinds.get(kind).colour}` }, words(kind));

/** The columns of a fact that are its own, in the order of its table. */
function readAs(fact) {
  const own = Object.entries(fact).filter(([name, value]) => !COMMON.has(name) && value !== null && value !== undefined);
  return element("dl", {}, own.map(([name, value]) => element("div", {}, element("dt", {}, words(name)), element("dd", {}, told(name, value)))));
}

function told(name, value) {
  if (name === "url") return followed(value);
  if (name === "benchmark_id" && boards.has(value)) return element("a", { href: `#leaderboard=${value}` }, value);
  if (name.startsWith("parameters")) return short.format(value);
  if (typeof value === "number") return amount.format(value);
  return foreign(Array.isArray(value) ? value.join(", ") : `${value}`);
}

/** A link from a fact's place in the text to its row, or back. Its address can be passed on. */
function pointer(fact, to, label) {
  const go = (event) => {
    event.preventDefault();
    history.replaceState(null, "", address({ fact: fact.fact_id }));
    select(fact.fact_id, to);
  };
  const name = to === "row" ? `fact ${label}, ${words(fact.table)}` : `fact ${label} in the abstract`;
  const properties = { href: address({ fact: fact.fact_id }), class: `pointer ${kinds.get(fact.table).colour}`, "aria-label": name };
  return element("a", { ...properties, "data-fact": fact.fact_id, onclick: go }, label);
}

/** Marks one fact, in the text and in the list, and goes to one of the two. */
function select(factId, to) {
  for (const mark of document.querySelectorAll("#paper mark, #paper tbody tr")) {
    mark.classList.toggle("selected", mark.dataset.facts.split(" ").includes(factId));
  }
  const target = document.querySelector(`#paper ${to === "row" ? "tbody" : ".abstract"} [data-fact="${CSS.escape(factId)}"]`);
  // What stands outside the abstract has only its row.
  (target ?? document.querySelector(`#paper tbody [data-fact="${CSS.escape(factId)}"]`))?.focus();
}

/**
 * The abstract, cut where facts begin and end. Every piece says which facts it is part of, and has a line for each
 * in a lane that the fact keeps to its end; the number of a fact stands behind it.
 */
function highlighted(paper) {
  const characters = [...paper.abstract]; // offsets count characters, not UTF-16 units
  const facts = paper.facts.filter((fact) => fact.start !== undefined && !hidden.has(fact.table));
  const [lanes, ends] = [new Map(), []];
  for (const fact of facts) {
    const free = ends.findIndex((end) => end <= fact.start);
    lanes.set(fact, free < 0 ? ends.length : free);
    ends[lanes.get(fact)] = fact.end;
  }
  const cuts = [...new Set([0, characters.length, ...facts.flatMap((fact) => [fact.start, fact.end])])].sort((a, b) => a - b);
  const pieces = cuts.slice(1).map((end, place) => {
    const start = cuts[place];
    const text = characters.slice(start, end).join("");
    const covering = facts.filter((fact) => fact.start <= start && fact.end >= end);
    const numbers = covering.filter((fact) => fact.end === end).map((fact) => pointer(fact, "row", `${fact.number}`));
    return [covering.length ? marked(text, covering, covering.map((fact) => ends.length - 1 - lanes.get(fact))) : text, numbers];
  });
  const abstract = element("p", { class: "abstract", dir: "auto" }, pieces.flat(2));
  abstract.style.setProperty("--lanes", ends.length);
  return abstract;
}

/** A piece of the abstract with a line for each of its facts, so many lanes above the lowest one. */
function marked(text, covering, heights) {
  const inner = covering.toSorted((a, b) => a.end - a.start - (b.end - b.start))[0];
  const mark = element("mark", { class: kinds.get(inner.table).colour, "data-facts": covering.map((fact) => fact.fact_id).join(" ") }, text);
  const colour = (fact) => `var(--${kinds.get(fact.table).colour})`;
  mark.style.backgroundImage = covering.map((fact) => `linear-gradient(${colour(fact)}, ${colour(fact)})`).join(", ");
  mark.style.backgroundPosition = heights.map((height) => `0 calc(100% - ${height * 4}px)`).join(", ");
  return mark;
}

/** A button for every kind that the paper has, to switch it off and on. */
function legend(paper) {
  const buttons = [...kinds.values()].map((kind) => {
    const number = paper.facts.filter((fact) => fact.table === kind.name).length;
    if (!number) return null;
    const turn = () => {
      if (!hidden.delete(kind.name)) hidden.add(kind.name);
      refocus = `[data-kind="${kind.name}"]`;
      show();
    };
    const properties = { type: "button", class: `chip ${kind.colour}`, title: kind.description, "data-kind": kind.name };
    return element("button", { ...properties, "aria-pressed": `${!hidden.has(kind.name)}`, onclick: turn }, `${words(kind.name)} ${number}`);
  });
  return element("div", { class: "legend", role: "group", "aria-label": "Kinds of facts that are shown" }, buttons);
}

function showPaper(values) {
  const paper = byId.get(values.get("paper"));
  const back = element("a", { href: listAddress }, "‹ All papers");
  const section = document.getElementById("paper");
  if (!paper) {
    section.replaceChildren(element("nav", {}, back), element("h2", { tabindex: "-1" }, "This page does not hold that paper"));
    return;
  }
  const [before, after] = [-1, 1].map((step) => list[list.indexOf(paper) + step]).map((one) => (list.includes(paper) ? one : undefined));
  const beside = (one, label) => (one ? element("a", { href: `#paper=${one.paper_id}` }, label) : null);
  const facts = paper.facts.filter((fact) => !hidden.has(fact.table));
  for (const fact of paper.facts) fact.text ??= [...paper.abstract].slice(fact.start, fact.end).join("");
  const said = [
    paper.appeared ? `${paper.appeared}${paper.year_inferred ? " (year inferred)" : ""}` : null,
    by(paper, 30),
    paper.categories?.join(", "),
    paper.upvotes !== undefined ? counted(paper.upvotes, "upvote") : null,
    `from ${paper.sources.join(", ")}`,
  ];
  section.replaceChildren(
    element("nav", { "aria-label": "Papers of the list" }, back, beside(before, "‹ Previous"), beside(after, "Next ›")),
    element("h2", { tabindex: "-1", dir: "auto" }, paper.title),
    element("ul", { class: "said" }, said.filter(Boolean).map((text) => element("li", {}, foreign(text))),
      paper.arxiv_id ? element("li", {}, followed(`https://arxiv.org/abs/${paper.arxiv_id}`)) : null),
    legend(paper),
    highlighted(paper),
    ...(facts.length
      ? table("Facts", factColumns, sorted(facts, factColumns, values.get("sort") ?? ""), values.get("sort") ?? "number", (fact) => ({ "data-facts": fact.fact_id }))
      : [element("p", {}, paper.facts.length ? "All its kinds of facts are switched off." : "No fact was found in this abstract.")]),
  );
  if (values.get("fact")) select(values.get("fact"), "text");
}
