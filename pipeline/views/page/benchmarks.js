// The benchmarks, and the leaderboard of each.
"use strict";

const boards = new Map();
for (const row of release.leaderboards.rows) {
  if (!boards.has(row.benchmark_id)) boards.set(row.benchmark_id, []);
  boards.get(row.benchmark_id).push(row);
}
const listed = Object.entries(release.names.benchmark_id).map(([id, name]) => ({
  name,
  id,
  papers: benchmarks.get(name) ?? 0,
  rows: boards.get(id)?.length ?? 0,
}));
const filtered = (name) => `#${new URLSearchParams({ benchmark: name })}`;

const benchmarkColumns = [
  {
    key: "name",
    label: "Benchmark",
    value: (one) => one.name,
    cell: (one) => (one.rows ? element("a", { href: `#leaderboard=${one.id}` }, one.name) : one.name),
  },
  { key: "rows", label: "Results to compare", number: true, value: (one) => one.rows, cell: (one) => `${one.rows || "–"}` },
  {
    key: "papers",
    label: "Papers",
    number: true,
    value: (one) => one.papers,
    cell: (one) => element("a", { href: filtered(one.name), "aria-label": `${counted(one.papers, "paper")} on ${one.name}` }, `${one.papers}`),
  },
];

function showBenchmarks(values) {
  const [name, sort] = [values.get("name") ?? "", values.get("sort") ?? "-rows"];
  const field = document.getElementById("benchmark-name");
  if (field !== document.activeElement) field.value = name;
  const { of, rows } = release.leaderboards;
  document.getElementById("boards-note").textContent =
    `${counted(listed.length, "benchmark")} of the papers of this page, with ${rows.length.toLocaleString("en")} of the ` +
    `${of.toLocaleString("en")} results of the release that can be compared.`;
  const found = sorted(listed.filter((one) => plain(one.name).includes(plain(name))), benchmarkColumns, sort);
  document.getElementById("benchmarks-found").replaceChildren(...table("Benchmarks", benchmarkColumns, found, sort));
}

const QUALIFIERS = { approx: "≈ ", up_to: "≤ ", at_least: "≥ " };

const boardColumns = [
  { key: "rank", label: "Rank", value: (row) => row.rank, cell: (row) => `${row.rank ?? "–"}` },
  {
    key: "value",
    label: "Value",
    number: true,
    value: (row) => row.value,
    cell: (row) => `${QUALIFIERS[row.qualifier] ?? ""}${amount.format(row.value)}${row.unit ? ` ${row.unit}` : ""}`,
  },
  { key: "model", label: "Model", value: (row) => row.model, cell: (row) => foreign(row.model ?? "–") },
  { key: "owner", label: "Whose", value: (row) => row.owner, cell: (row) => row.owner },
  {
    key: "paper",
    label: "Paper",
    value: (row) => byId.get(row.paper_id).title,
    cell: (row) => element("a", { href: `#paper=${row.paper_id}`, dir: "auto" }, byId.get(row.paper_id).title),
  },
  { key: "month", label: "Month", number: true, value: (row) => row.month, cell: (row) => row.month ?? "–" },
  { key: "reports", label: "Reported", value: (row) => row.reports, cell: (row) => row.reports },
  { key: "code", label: "Code", value: (row) => row.code_url, cell: (row) => (row.code_url ? followed(row.code_url, "code") : "–") },
  {
    key: "receipt",
    label: "Receipt",
    number: true,
    value: (row) => row.confidence,
    cell: (row) => element("a", { href: `#paper=${row.paper_id}&fact=${row.fact_id}` }, `in the text, ${row.confidence.toFixed(2)}`),
  },
];

function showLeaderboard(values) {
  const rows = boards.get(values.get("leaderboard")) ?? [];
  const sort = values.get("sort") ?? "rank";
  const groups = new Map();
  for (const row of rows) {
    const title = [release.names.metric_id[row.metric_id], row.variant, row.unit && `in ${row.unit}`].filter(Boolean).join(", ");
    const group = `${title} (${row.higher_is_better ? "more" : "less"} is better)`;
    if (!groups.has(group)) groups.set(group, []);
    groups.get(group).push(row);
  }
  const name = release.names.benchmark_id[values.get("leaderboard")];
  const largest = [...groups].sort((a, b) => b[1].length - a[1].length);
  document.getElementById("leaderboard").replaceChildren(
    element("nav", {}, element("a", { href: "#view=benchmarks" }, "‹ All benchmarks"), name ? element("a", { href: filtered(name) }, "Papers on it") : null),
    element("h2", { tabindex: "-1" }, name ?? "This page does not hold that leaderboard"),
    ...largest.flatMap(([title, group]) => table(title, boardColumns, sorted(group, boardColumns, sort), sort)),
  );
}
