/* Filters the lists of a page by the words in its field. Without script the field stays hidden and the lists whole. */
"use strict";
(() => {
  const field = document.querySelector("[data-filter]");
  const input = field?.querySelector("input");
  const status = field?.querySelector("[role=status]");
  if (!field || !input || !status) return;
  const lists = [...document.querySelectorAll("[data-filtered]")];
  const entries = lists.flatMap((list) => [...list.children]).map((element) =>
    ({ element, text: element.textContent.toLowerCase() }));
  input.addEventListener("input", filter);
  field.hidden = false;
  if (input.value) filter();

  function filter() {
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const { element, text } of entries) element.hidden = !words.every((word) => text.includes(word));
    for (const list of lists) {
      const isEmpty = [...list.children].every((element) => element.hidden);
      const part = list.closest(".sg-part");
      const heading = part?.previousElementSibling;
      if (heading?.tagName === "H2") part.hidden = heading.hidden = isEmpty;
    }
    const shown = entries.filter(({ element }) => !element.hidden).length;
    status.textContent = words.length ? `${shown} of ${entries.length}` : "";
  }
})();
