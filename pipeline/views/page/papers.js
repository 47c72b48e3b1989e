// The list of papers: search, filters, order.
"use strict";

const filters = document.getElementById("filters");

let list = []; // the papers that the list shows, in its order
let listAddress = "#"; // the address of that list

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
