// The release in this page, with what follows from the facts of its papers.
"use strict";

const COLOURS = 8; // colours of kinds in page.css

const read = (element) => JSON.parse(element.textContent);
const release = read(document.getElementById("release"));
release.papers = [...document.querySelectorAll("script.papers")].flatMap(read);
const byId = new Map(release.papers.map((paper) => [paper.paper_id, paper]));
const kinds = new Map(release.kinds.map((kind, place) => [kind.name, { ...kind, colour: `kind-${place % COLOURS}` }]));

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

/** The names with the number of papers that have them, the most frequent first. */
function tally(namesOf) {
  const counts = new Map();
  for (const paper of release.papers) for (const name of namesOf(paper)) counts.set(name, (counts.get(name) ?? 0) + 1);
  return new Map([...counts].sort((a, b) => b[1] - a[1] || alphabet.compare(a[0], b[0])));
}

const benchmarks = tally((paper) => paper.benchmarks);
const metrics = tally((paper) => paper.metrics);
