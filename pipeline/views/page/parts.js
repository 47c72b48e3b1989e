// What all views are made of: elements, links, numbers, tables that sort.
// What papers say becomes text nodes and nothing else.
"use strict";

const ROWS = 100; // rows of a list that are added at a time

const alphabet = new Intl.Collator("en", { numeric: true });
const amount = new Intl.NumberFormat("en", { maximumSignificantDigits: 6 });
const short = new Intl.NumberFormat("en", { notation: "compact", maximumSignificantDigits: 3 });

let refocus = null; // what has the focus after the next drawing

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

/** A web address from a dump as a link, if it is one that may be followed. */
function followed(url, label = url) {
  return /^https?:\/\//i.test(url) ? element("a", { href: url, rel: "noopener noreferrer nofollow" }, foreign(label)) : foreign(label);
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
