// Shows what the address asks for: #q=…&benchmark=…, #paper=…&fact=…, #view=benchmarks, #leaderboard=….
"use strict";

const sections = [...document.querySelectorAll("main > section")];

let former = null; // the view and paper before

function show() {
  const values = asked();
  const view = ["paper", "leaderboard"].find((one) => values.has(one)) ?? values.get("view") ?? "papers";
  if (!sections.some((section) => section.id === view)) return location.replace("#");
  for (const section of sections) section.hidden = section.id !== view;
  for (const link of document.querySelectorAll("header nav a")) {
    if (link.dataset.view === (view === "leaderboard" ? "benchmarks" : view)) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  if (view === "papers") showList(values);
  if (view === "paper") showPaper(values);
  if (view === "benchmarks") showBenchmarks(values);
  if (view === "leaderboard") showLeaderboard(values);
  const section = document.getElementById(view);
  document.title = `${section.querySelector("h2")?.textContent ?? "Papers"} – paperfacts explorer`;
  const place = `${view} ${values.get("paper") ?? values.get("leaderboard")}`;
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

const options = (counts) => [...counts].map(([name, number]) => element("option", { value: name }, `${name} (${number})`));
const years = new Map([...tally((paper) => [paper.year ?? "unknown"])].sort().reverse());
document.getElementById("benchmark-names").append(...options(benchmarks));
document.getElementById("metric-names").append(...options(metrics));
filters.elements.year.append(...options(years));

filters.addEventListener("input", () => {
  history.replaceState(null, "", `#${new URLSearchParams([...new FormData(filters)].filter(([, value]) => value))}`);
  show();
});
document.getElementById("benchmark-name").addEventListener("input", (event) => {
  history.replaceState(null, "", address({ name: event.target.value }));
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
