// The explorer: shows of the release in this page what the address asks for (#q=…&benchmark=…, #paper=…&fact=…).
// What papers say becomes text nodes and nothing else.
"use strict";

const ROWS = 100; // rows of a list that are added at a time
const COLOURS = 8; // colours of kinds in page.css

const release = JSON.parse(document.getElementById("release").textContent);
const byId = new Map(release.papers.map((paper) => [paper.paper_id, paper]));
const kinds = new Map(release.kinds.map((kind, place) => [kind.name, { ...kind, colour: `kind-${place % COLOURS}` }]));
const sections = [...document.querySelectorAll("main > section")];
const filters = document.getElementById("filters");
const alphabet = new Intl.Collator("en", { numeric: true });
const amount = new Intl.NumberFormat("en", { maximumSignificantDigits: 6 });
const short = new Intl.NumberFormat("en", { notation: "compact", maximumSignificantDigits: 3 });

let list = []; // the papers that the list shows, in its order
let listAddress = "#"; // the address of that list
const hidden = new Set(); // kinds of facts that the reader has switched off

// ---- small parts

/** An element with properties (attributes where the name has a hyphen, or is "role", "dir", "class") and children. */
function element(name, properties = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (value === undefined) continue;
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else made.setAttribute(key, value);
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return made;
}

/** Text of a dump, kept from changing the direction of what stands around it. */
const foreign = (text) => element("bdi", {}, text);

const words = (name) => name.replaceAll("_", " ");

const counted = (number, noun) => `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;

const asked = () => new URLSearchParams(location.hash.slice(1));

/** The address with some of its values changed; an empty value goes. */
function address(changes) {
  const values = asked();
  for (const [key, value] of Object.entries(changes)) {
    if (value) values.set(key, value);
    else values.delete(key);
  }
  return `#${values}`;
}

/** A web address from a dump, if it is one that may be followed. */
function followed(url) {
  return /^https?:\/\//i.test(url) ? element("a", { href: url, rel: "noopener noreferrer nofollow" }, foreign(url)) : foreign(url);
}

/** Rows in the order of the address: by the value of a column, "-" before its name for the largest first. Null is last. */
function sorted(rows, columns, sort) {
  const column = columns.find((one) => one.key === sort.replace("-", ""));
  if (!column) return rows;
  const sign = sort.startsWith("-") ? -1 : 1;
  const compare = (a, b) => (typeof a === "number" ? a - b : alphabet.compare(a, b));
  return rows.toSorted((one, other) => {
    const [a, b] = [column.value(one) ?? null, column.value(other) ?? null];
    if (a === null || b === null) return (a === null) - (b === null);
    return sign * compare(a, b);
  });
}

/** A table of columns { key, label, value(row), cell(row) }: its headings sort it, by the value `sort` of the address. */
function table(caption, columns, rows, sort, rowProperties = () => ({})) {
  const headings = columns.map(({ key, label, number }) => {
    const [up, down] = [sort === key, sort === `-${key}`];
    const next = (number ? down : !up) ? key : `-${key}`; // numbers begin with the largest
    const turn = () => {
      location.replace(address({ sort: next }));
      refocus = `[data-sort="${key}"]`;
    };
    const button = element("button", { type: "button", "data-sort": key, onclick: turn }, label, up ? " ▲" : down ? " ▼" : "");
    return element("th", { scope: "col", "aria-sort": up ? "ascending" : down ? "descending" : undefined }, button);
  });
  const body = element("tbody");
  const more = element("button", { type: "button", class: "more", onclick: add });
  function add() {
    const from = body.rows.length;
    for (const row of rows.slice(from, from + ROWS)) {
      const cells = columns.map((column) =>
        element("td", { "data-label": column.label, class: column.number ? "number" : undefined }, column.cell(row)),
      );
      body.append(element("tr", rowProperties(row), cells));
    }
    const left = rows.length - body.rows.length;
    more.hidden = left === 0;
    more.textContent = `Show ${Math.min(ROWS, left)} more of ${counted(left, "row")}`;
    if (from) body.rows[from].querySelector("a, button")?.focus();
  }
  add();
  return [
    element("table", {}, element("caption", {}, caption), element("thead", {}, element("tr", {}, headings)), body),
    more,
  ];
}

let refocus = null; // what has the focus after the next drawing

// ---- what is known of papers beside their columns

for (const paper of release.papers) {
  paper.facts.sort((a, b) => (a.start ?? Infinity) - (b.start ?? Infinity) || a.end - b.end);
  paper.facts.forEach((fact, place) => {
    fact.number = place + 1;
    fact.benchmarkName = release.names.benchmark_id[fact.benchmark_id] ?? fact.benchmark ?? fact.name;
    fact.metricName = release.names.metric_id[fact.metric_id] ?? fact.metric;
  });
  const of = (kind) => paper.facts.filter((fact) => fact.table === kind);
  paper.year = paper.appeared?.slice(0, 4) ?? null;
  paper.sizes = of("model_sizes").map((fact) => [fact.parameters, fact.parameters_max ?? fact.parameters]);
  paper.size = paper.sizes.length ? Math.max(...paper.sizes.flat()) : null;
  const code = of("links").filter((fact) => fact.kinds.includes("code"));
  paper.code = code.find((fact) => fact.availability === "released")?.availability ?? code[0]?.availability ?? "none";
  paper.benchmarks = new Set(paper.facts.map((fact) => fact.benchmarkName).filter(Boolean));
  paper.metrics = new Set(paper.facts.map((fact) => fact.metricName).filter(Boolean));
}

// ---- the list of papers

const paperColumns = [
  {
    key: "title",
    label: "Title",
    value: (paper) => paper.title,
    cell: (paper) => [
      element("a", { href: `#paper=${paper.paper_id}`, dir: "auto" }, paper.title),
      element("small", { dir: "auto" }, by(paper, 3)),
    ],
  },
  { key: "appeared", label: "Appeared", number: true, value: (paper) => paper.appeared, cell: (paper) => paper.appeared ?? "–" },
  { key: "facts", label: "Facts", number: true, value: (paper) => paper.facts.length, cell: (paper) => `${paper.facts.length}` },
  {
    key: "size",
    label: "Largest model",
    number: true,
    value: (paper) => paper.size,
    cell: (paper) => (paper.size === null ? "–" : short.format(paper.size)),
  },
  {
    key: "code",
    label: "Code",
    value: (paper) => (paper.code === "none" ? null : paper.code),
    cell: (paper) => (paper.code === "none" ? "–" : paper.code),
  },
];

/** Who wrote a paper: its first authors, or their number, and the organisation. */
function by(paper, most) {
  const authors = paper.authors ?? [];
  const left = authors.length - most;
  const named = left > 0 ? `${authors.slice(0, most).join(", ")} and ${counted(left, "other")}` : authors.join(", ");
  const number = !authors.length && paper.author_count ? counted(paper.author_count, "author") : "";
  return [named || number, paper.organization].filter(Boolean).join(" · ");
}

const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

const index = new MiniSearch({
  idField: "paper_id",
  fields: ["title", "abstract", "authors", "organization"],
  extractField: (paper, field) => (Array.isArray(paper[field]) ? paper[field].join(" ") : paper[field]),
  processTerm: plain,
});

/** The papers that hold all the words, the best first. */
function searched(text) {
  const found = index.search(text, { combineWith: "AND", prefix: (word) => word.length > 2, boost: { title: 3 } });
  return found.map((one) => byId.get(one.id));
}

/** Whether one of the names is meant: the whole name where a paper of the release has it, else a part of a name. */
function named(names, known, text) {
  if (known.has(text)) return names.has(text);
  return [...names].some((name) => plain(name).includes(plain(text)));
}

function matching(values) {
  const [benchmark, metric] = [values.get("benchmark"), values.get("metric")];
  const [from, to] = (values.get("size") ?? "").split("-").map(Number);
  return (values.get("q")?.trim() ? searched(values.get("q")) : release.papers).filter(
    (paper) =>
      (!benchmark || named(paper.benchmarks, benchmarks, benchmark)) &&
      (!metric || named(paper.metrics, metrics, metric)) &&
      (!values.get("size") || paper.sizes.some(([least, most]) => most >= from && least < to)) &&
      (!values.get("year") || (paper.year ?? "unknown") === values.get("year")) &&
      (!values.get("code") || paper.code === values.get("code")),
  );
}

function showList(values) {
  for (const field of filters.elements) {
    if (field.name && field !== document.activeElement) field.value = values.get(field.name) ?? "";
  }
  // Unless told otherwise: the best first where there is a search, else the newest as they come.
  const sort = values.get("sort") ?? (values.get("q") ? "" : "-appeared");
  list = sorted(matching(values), paperColumns, sort);
  listAddress = location.hash || "#";
  const facts = list.reduce((sum, paper) => sum + paper.facts.length, 0);
  document.getElementById("count").textContent =
    `${list.length.toLocaleString("en")} of ${counted(release.papers.length, "paper")}, with ${counted(facts, "fact")}` +
    (values.get("q") && index.documentCount < release.papers.length ? " (still reading them all…)" : "");
  const found = list.length ? table("Papers", paperColumns, list, sort) : [element("p", {}, "No paper is like this.")];
  document.getElementById("found").replaceChildren(...found);
}

// ---- a paper

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

// ---- the whole

let former = null; // the view and paper before

function show() {
  const values = asked();
  const view = values.has("paper") ? "paper" : sections.some((one) => one.id === values.get("view")) ? values.get("view") : "papers";
  for (const section of sections) section.hidden = section.id !== view;
  for (const link of document.querySelectorAll("header nav a")) {
    if (link.dataset.view === view) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  if (view === "papers") showList(values);
  if (view === "paper") showPaper(values);
  const section = document.getElementById(view);
  document.title = `${section.querySelector("h2")?.textContent ?? "Papers"} – paperfacts explorer`;
  const place = `${view} ${values.get("paper")}`;
  if (refocus) document.querySelector(refocus)?.focus();
  else if (former !== null && former.place !== place && !values.get("fact")) {
    // A new view begins at its heading; the list where it was left.
    const left = view === "papers" && former.paper ? section.querySelector(`a[href="#paper=${CSS.escape(former.paper)}"]`) : null;
    (left ?? section.querySelector("h2"))?.focus();
    if (!left) scrollTo(0, 0);
  }
  refocus = null;
  former = { place, paper: values.get("paper") };
}

/** The names with the number of papers that have them, the most frequent first. */
function tally(namesOf) {
  const counts = new Map();
  for (const paper of release.papers) for (const name of namesOf(paper)) counts.set(name, (counts.get(name) ?? 0) + 1);
  return new Map([...counts].sort((a, b) => b[1] - a[1] || alphabet.compare(a[0], b[0])));
}

const options = (counts) => [...counts].map(([name, number]) => element("option", { value: name }, `${name} (${number})`));
const benchmarks = tally((paper) => paper.benchmarks);
const metrics = tally((paper) => paper.metrics);
const years = new Map([...tally((paper) => [paper.year ?? "unknown"])].sort().reverse());
document.getElementById("benchmarks").append(...options(benchmarks));
document.getElementById("metrics").append(...options(metrics));
filters.elements.year.append(...options(years));

filters.addEventListener("input", () => {
  history.replaceState(null, "", `#${new URLSearchParams([...new FormData(filters)].filter(([, value]) => value))}`);
  show();
});
filters.addEventListener("submit", (event) => event.preventDefault());
filters.addEventListener("reset", () => setTimeout(() => location.replace("#")));
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.target.matches("input, select")) return;
  event.preventDefault();
  if (document.getElementById("papers").hidden) location.hash = listAddress;
  setTimeout(() => filters.elements.q.focus());
});
addEventListener("hashchange", show);
show();
index.addAllAsync(release.papers, { chunkSize: 50 }).then(() => {
  if (asked().has("q")) show();
});
