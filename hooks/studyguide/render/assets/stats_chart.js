/* Charts of numbers: bars with named axes, and the same numbers as a table. Needs card.js, formats.js and days.js.
 *
 * The bars are stretched to the width of the page; what is read is text beside them, which keeps its size.
 */
"use strict";
/**
 * @typedef {object} ChartRow One bar for each value.
 * @property {string} label
 * @property {string} [short] What is below the bars, if it is not the label.
 * @property {number[]} values
 * @property {string[]} texts
 *
 * @typedef {object} Scale The axis of the values.
 * @property {string} name
 * @property {number} most Where the axis ends; 0 for the first round number that all values fit below.
 * @property {(value: number) => string} worded
 */
((sg) => {
  const SVG = "http://www.w3.org/2000/svg";
  const WIDTH = 600;
  const HEIGHT = 120;
  const GAP = 0.2;
  /** An axis ends at one of these, times a power of ten. */
  const ROUND = [1, 1.2, 1.6, 2, 3, 4, 5, 6, 8, 10];
  /** Labels below the bars that a phone has room for. */
  const MOST_LABELS = 6;

  /**
   * Returns bars with the table behind them.
   * @param {string} caption
   * @param {string[]} heads Of the columns: that of the labels, then one for each text.
   * @param {ChartRow[]} rows
   * @param {Scale} [scale] The axis of the values; it has the name of the second column if left out.
   */
  function figure(caption, heads, rows, scale = { name: heads[1], most: 0, worded: sg.number }) {
    const { element } = sg.card;
    const most = scale.most || roundAbove(Math.max(...rows.flatMap(({ values }) => values)));
    const whole = element("figure", { className: "sg-chart" });
    const plot = element("div", { className: "sg-plot", ariaHidden: "true" });
    const details = element("details", { className: "sg-keep" });
    const summary = element("summary", { textContent: sg.text("statistics.numbers", { caption }) });
    const steps = element("div", { className: "sg-plot-values" });
    steps.append(...[most, most / 2, 0].map((value) => element("span", { textContent: scale.worded(value) })));
    plot.append(
      element("div", { className: "sg-plot-name", textContent: scale.name }),
      steps,
      bars(rows, most),
      labels(rows),
      element("div", { className: "sg-plot-rows", textContent: heads[0] }),
    );
    details.append(summary, table("", heads, rows));
    whole.append(element("figcaption", { textContent: caption }), ...key(heads, rows), plot, details);
    return whole;
  }

  /** Returns a round number that is not below a value and whose half is whole. @param {number} value */
  function roundAbove(value) {
    const power = 10 ** Math.floor(Math.log10(Math.max(1, value)));
    const rounds = ROUND.map((factor) => factor * power).filter((most) => Number.isInteger(most / 2));
    return rounds.find((most) => most >= value) ?? 10 * power;
  }

  /** Returns what each color means, where a row has several bars. @param {string[]} heads @param {ChartRow[]} rows */
  function key(heads, rows) {
    const count = rows[0]?.values.length ?? 0;
    if (count < 2) return [];
    const list = sg.card.element("ul", { className: "sg-plot-key", ariaHidden: "true" });
    for (let nth = 0; nth < count; nth++) {
      const item = sg.card.element("li", { textContent: heads[nth + 1] });
      item.prepend(sg.card.element("i", { className: `sg-plot-key-${nth}` }));
      list.append(item);
    }
    return [list];
  }

  /** Returns labels of some rows, each below the middle of as many bars as it has room for. @param {ChartRow[]} rows */
  function labels(rows) {
    const line = sg.card.element("div", { className: "sg-plot-labels" });
    const least = Math.ceil(rows.length / MOST_LABELS);
    const every = least + 1 - (least % 2);
    line.style.gridTemplateColumns = `repeat(${rows.length}, minmax(0, 1fr))`;
    for (let at = 0; at + every <= rows.length; at += every) {
      const { label, short } = rows[at + (every - 1) / 2];
      const text = sg.card.element("span", { textContent: short ?? label });
      text.style.gridColumn = `${at + 1} / span ${every}`;
      line.append(text);
    }
    return line;
  }

  /** @param {ChartRow[]} rows @param {number} most */
  function bars(rows, most) {
    const svg = svgElement("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: "none", class: "sg-bars" });
    const step = WIDTH / Math.max(1, rows.length);
    for (const y of [0.5, HEIGHT / 2, HEIGHT - 0.5])
      svg.append(svgElement("line", { x1: 0, x2: WIDTH, y1: y, y2: y, class: "sg-axis" }));
    rows.forEach(({ values }, at) =>
      values.forEach((value, nth) => {
        const width = (step * (1 - GAP)) / values.length;
        const height = (value / most) * HEIGHT;
        const x = at * step + (step * GAP) / 2 + nth * width;
        svg.append(svgElement("rect", { x, y: HEIGHT - height, width, height, class: `sg-bar-${nth}` }));
      }),
    );
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
   * Returns rows of counts, one for each day.
   * @param {number[]} counts
   * @param {number} first A time on the first day.
   * @returns {ChartRow[]}
   */
  function dayRows(counts, first) {
    return counts.map((count, at) => {
      const day = sg.days.later(first, at);
      return {
        label: sg.formats.day(day),
        short: sg.formats.shortDay(day),
        values: [count],
        texts: [sg.number(count)],
      };
    });
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

  sg.chart = Object.freeze({ figure, table, dayRows });
})((globalThis.studyguide ??= /** @type {Studyguide} */ ({})));
