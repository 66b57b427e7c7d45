/* Charts of numbers: bars in SVG, and the same numbers as a table. Needs card.js. */
"use strict";
/** @typedef {{label: string, values: number[], texts: string[]}} ChartRow One bar for each value. */
((sg) => {
  const SVG = "http://www.w3.org/2000/svg";
  const WIDTH = 600;
  const HEIGHT = 120;
  const GAP = 0.2;

  /**
   * Returns bars with the table behind them.
   * @param {string} caption
   * @param {string[]} heads Of the columns: that of the labels, then one for each value.
   * @param {ChartRow[]} rows
   */
  function figure(caption, heads, rows) {
    const element = sg.card.element("figure", { className: "sg-chart" });
    const details = sg.card.element("details", { className: "sg-keep" });
    details.append(sg.card.element("summary", { textContent: `${caption}: the numbers` }), table("", heads, rows));
    element.append(sg.card.element("figcaption", { textContent: caption }), bars(rows), details);
    return element;
  }

  /** @param {ChartRow[]} rows */
  function bars(rows) {
    const svg = svgElement("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, "aria-hidden": "true", class: "sg-bars" });
    const highest = Math.max(1e-9, ...rows.flatMap(({ values }) => values));
    const step = WIDTH / Math.max(1, rows.length);
    rows.forEach(({ values }, at) =>
      values.forEach((value, nth) => {
        const width = (step * (1 - GAP)) / values.length;
        const height = (value / highest) * (HEIGHT - 2);
        const x = at * step + (step * GAP) / 2 + nth * width;
        svg.append(svgElement("rect", { x, y: HEIGHT - height, width, height, class: `sg-bar-${nth}` }));
      }),
    );
    svg.append(svgElement("line", { x1: 0, x2: WIDTH, y1: HEIGHT - 0.5, y2: HEIGHT - 0.5, class: "sg-axis" }));
    return svg;
  }

  /** @param {string} name @param {Record<string, string|number>} attributes */
  function svgElement(name, attributes) {
    const element = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes))
      element.setAttribute(key, typeof value === "number" ? String(Math.round(value * 100) / 100) : value);
    return element;
  }

  /**
   * Returns a table of texts; the first column names the rows.
   * @param {string} caption "" for none.
   * @param {string[]} heads
   * @param {{label: string, href?: string, texts: string[]}[]} rows
   */
  function table(caption, heads, rows) {
    const element = sg.card.element("table", { className: "sg-numbers" });
    if (caption) element.createCaption().textContent = caption;
    const head = element.createTHead().insertRow();
    for (const textContent of heads) head.append(sg.card.element("th", { scope: "col", textContent }));
    const body = element.createTBody();
    for (const { label, href, texts } of rows) {
      const row = body.insertRow();
      const name = sg.card.element("th", { scope: "row" });
      name.append(href ? sg.card.element("a", { href, textContent: label }) : label);
      row.append(name);
      for (const text of texts) row.insertCell().textContent = text;
    }
    return element;
  }

  sg.chart = Object.freeze({ figure, table });
})((globalThis.studyguide ??= /** @type {Studyguide} */ ({})));
