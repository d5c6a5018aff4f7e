// @ts-check
/*
 * Search, filters, order and columns of a matrix (transforms/matrix), on pages that show one.
 *
 * Rows stay the nodes that the page came with: they are hidden, shown and put in another order. What a row has is read
 * from its classes, m-KIND-VALUE, and the words for a value from whatever on the page has that class and
 * plenary-value. Nothing is fetched. The state stands in the address, so that a filtered view can be sent; without
 * this script the whole table stands.
 */
(function () {
  "use strict";

  /**
   * @typedef {Record<string, string>} State
   *   A filter by its kind; "find" what is searched (Sphinx itself reads "q"); "sort" a column, "-" before it for last first; "hide" columns.
   * @typedef {object} Row
   * @property {HTMLTableRowElement} element
   * @property {string} text what is searched, folded
   * @property {Map<string, string[]>} values kind -> values
   * @property {number} place in the order of the page
   * @property {boolean} again a row that stands above already, in another group
   */

  /**
   * What languages.py writes for a language other than English, as plenary-words.js.
   * @type {{words: Record<string, string>, forms: Record<string, string[]>, plural: (number: number) => number} | undefined}
   */
  const translated = /** @type {any} */ (window).plenaryWords;

  /** @param {string} text @param {Record<string, string | number>} values */
  const filled = (text, values) => text.replace(/\{(\w+)\}/g, (_whole, name) => String(values[name]));

  /** @param {string} text @param {Record<string, string | number>} [values] */
  const _ = (text, values = {}) => filled(translated?.words[text] ?? text, values);

  /** @param {string} sense @param {string} text */
  const pgettext = (sense, text) => translated?.words[`${sense}\u0004${text}`] ?? text;

  /** @param {string} one @param {string} many @param {number} number @param {Record<string, string | number>} [values] */
  const ngettext = (one, many, number, values = {}) => {
    const forms = translated?.forms[one] ?? [one, many];
    return filled(forms[translated ? translated.plural(number) : Number(number !== 1)], { number, ...values });
  };

  /** Kind of filter -> its label, the words for any value, and for none. */
  const KINDS = new Map([
    ["issue", { label: _("Issue"), any: _("All issues"), none: _("No issue") }],
    ["region", { label: _("Region"), any: _("All regions"), none: _("No regional proposal known") }],
    ["proponent", { label: _("Proponent"), any: _("All proponents"), none: _("No proponent known") }],
    ["action", { label: pgettext("of a proposal", "Action"), any: _("All actions"), none: _("No action known") }],
    ["position", { label: _("Position"), any: _("All positions"), none: _("No position") }],
    ["outcome", { label: _("Outcome"), any: _("All outcomes"), none: _("Not known") }],
  ]);
  const NONE = "none";
  const ROLES = { TABLE: "table", THEAD: "rowgroup", TBODY: "rowgroup", TR: "row", TD: "cell" };
  const NARROW = matchMedia("(max-width: 40rem)");
  let controls = 0; // for their ids
  const natural = new Intl.Collator(document.documentElement.lang || "en", { numeric: true, sensitivity: "base" });

  /** @param {string} text */
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

  /**
   * @template {keyof HTMLElementTagNameMap} K
   * @param {K} tag
   * @param {Record<string, string>} attributes
   * @param {...(Node | string)} children
   * @returns {HTMLElementTagNameMap[K]}
   */
  function make(tag, attributes, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(...children);
    return made;
  }

  class MatrixTable {
    /**
     * @param {HTMLElement} root
     * @param {HTMLTableElement} table
     * @param {string} prefix of this matrix's names in the address; empty for the first of a page
     */
    constructor(root, table, prefix) {
      this.root = root;
      this.table = table;
      this.prefix = prefix;
      this.rows = readRows(table);
      this.total = this.rows.filter((row) => !row.again).length;
      this.columns = readColumns(table);
      /** @type {Map<string, HTMLSelectElement>} */
      this.selects = new Map();
      /** @type {Map<string, HTMLInputElement>} */
      this.boxes = new Map();
      this.search = make("input", { type: "search", autocomplete: "off", enterkeyhint: "search" });
      this.order = make("select", { autocomplete: "off" });
      this.status = make("p", { class: "plenary-status-line", role: "status" });
      this.shown = make("div", { class: "plenary-shown" });
      this.active = make("ul", { class: "plenary-active", "aria-label": _("Filters in use") });
      this.sorted = "";
      this.lines = linesByRegion(root);
      this.note = make("p", { class: "plenary-filtered" });
      this.note.hidden = true;
      /** @type {State} */
      this.state = {};
      this.build();
      this.read();
    }

    build() {
      // A second matrix of the same name is told by its number.
      const name = [this.table.caption?.querySelector(".caption-text")?.textContent, this.prefix.replace(".", "")];
      const label = _("Rows of {matrix}", { matrix: name.filter(Boolean).join(" ") }).trim();
      const form = make("form", { class: "plenary-controls", role: "search", "aria-label": label });
      form.append(labelled(_("Search rows"), this.search, "plenary-search"));
      for (const [kind, words] of KINDS) {
        const options = this.optionsOf(kind);
        if (options.length < 2) continue;
        const select = make("select", { autocomplete: "off" }, make("option", { value: "" }, words.any));
        for (const { value, text, count } of options) select.append(make("option", { value }, `${text} (${count})`));
        select.addEventListener("change", () => this.change({ [kind]: select.value }));
        this.selects.set(kind, select);
        form.append(labelled(words.label, select));
      }
      this.buildOrder(form);
      this.buildColumns(form);
      form.addEventListener("submit", (event) => event.preventDefault());
      // While typing the address follows in place; the step back goes to before the search.
      this.search.addEventListener("input", () => this.change({ find: this.search.value }, this.state.find ? "replace" : "push"));
      const fold = make("details", { class: "plenary-fold plenary-fold-controls" });
      fold.append(make("summary", {}, _("Search, filter and sort")), form);
      const box = this.table.closest(".pst-scrollable-table-container") || this.table;
      this.shown.append(this.status, this.active);
      box.before(fold, this.shown);
      const regional = this.root.querySelector("table.plenary-regional");
      (regional?.closest(".pst-scrollable-table-container") || regional)?.before(this.note);
      for (const [name, words] of [["plenary-legends", _("Legend")], ["plenary-index", _("Issues and their rows")]]) {
        const part = this.root.querySelector(`:scope > .${name}`);
        if (!part) continue;
        const folded = make("details", { class: "plenary-fold" }, make("summary", {}, words));
        part.before(folded);
        folded.append(part);
      }
      for (const column of this.columns.values()) {
        const button = make("button", { type: "button" }, column.words);
        button.addEventListener("click", () => this.change({ sort: this.next(column.name) }));
        column.head.replaceChildren(button);
      }
      this.table.classList.add("plenary-enhanced");
    }

    /** @param {HTMLFormElement} form */
    buildOrder(form) {
      this.order.append(make("option", { value: "" }, _("As in the paper")));
      for (const { name, words } of this.columns.values()) {
        const last = _("{column}, last first", { column: words });
        this.order.append(make("option", { value: name }, words), make("option", { value: `-${name}` }, last));
      }
      this.order.addEventListener("change", () => this.change({ sort: this.order.value }));
      form.append(labelled(_("Order"), this.order, "plenary-order"));
    }

    /** @param {HTMLFormElement} form */
    buildColumns(form) {
      const choice = make("fieldset", {}, make("legend", { class: "visually-hidden" }, _("Columns shown")));
      for (const { name, words } of [...this.columns.values()].slice(1)) {
        const box = make("input", { type: "checkbox", autocomplete: "off" });
        box.addEventListener("change", () => this.change({ hide: this.hidden().join(",") }));
        this.boxes.set(name, box);
        choice.append(make("label", {}, box, ` ${words}`));
      }
      const folded = make("details", { class: "plenary-columns" }, make("summary", {}, _("Columns")), choice);
      folded.addEventListener("keydown", (event) => {
        if (event.key !== "Escape" || !folded.open) return;
        folded.open = false;
        folded.querySelector("summary")?.focus();
      });
      document.addEventListener("click", (event) => {
        if (event.target instanceof Node && !folded.contains(event.target)) folded.open = false;
      });
      form.append(folded);
    }

    /**
     * The values of a kind that rows have, with their words and how many rows have them.
     * @param {string} kind
     */
    optionsOf(kind) {
      /** @type {Map<string, number>} */
      const counts = new Map();
      for (const row of this.rows) {
        if (row.again) continue;
        for (const value of row.values.get(kind) || []) counts.set(value, (counts.get(value) || 0) + 1);
      }
      const options = [...counts].map(([value, count]) => ({ value, count, text: this.wordsOf(kind, value) }));
      // Issues and regions in the order of the legends above, other values by name; none last.
      const ordered = [...this.root.querySelectorAll(`.plenary-value[class*=" m-${kind}-"]`)].map((word) => word.classList[1]);
      const rank = (/** @type {string} */ value) => {
        if (value === NONE) return Infinity;
        return kind === "issue" || kind === "region" ? ordered.indexOf(`m-${kind}-${value}`) : 0;
      };
      return options.sort((one, two) => rank(one.value) - rank(two.value) || natural.compare(one.text, two.text));
    }

    /**
     * @param {string} kind
     * @param {string} value
     */
    wordsOf(kind, value) {
      if (value === NONE) return KINDS.get(kind)?.none || value;
      const word = this.root.querySelector(`.plenary-value.m-${kind}-${CSS.escape(value)}`);
      // The sign before a position is for the eye.
      return (word?.textContent || value).replace(/^[^\p{L}\p{N}(]+/u, "");
    }

    hidden() {
      return [...this.boxes].filter(([, box]) => !box.checked).map(([name]) => name);
    }

    /**
     * The order that a head's button asks for next: first to last, last to first, as in the paper.
     * @param {string} column
     */
    next(column) {
      if (this.state.sort === column) return `-${column}`;
      return this.state.sort === `-${column}` ? "" : column;
    }

    /**
     * @param {State} changed
     * @param {"push" | "replace"} [how]
     */
    change(changed, how = "push") {
      this.state = { ...this.state, ...changed };
      this.show();
      this.write(how);
    }

    clear() {
      const { sort = "", hide = "" } = this.state;
      this.state = {};
      this.change({ sort, hide });
    }

    /** The state from the address; what it does not know is left out. */
    read() {
      const address = new URLSearchParams(location.search);
      const get = (/** @type {string} */ name) => address.get(this.prefix + name) || "";
      /** @type {State} */
      const state = { find: get("find") };
      for (const [kind, select] of this.selects) {
        const value = get(kind);
        state[kind] = [...select.options].some((option) => option.value === value) ? value : "";
      }
      state.sort = this.columns.has(get("sort").replace(/^-/, "")) ? get("sort") : "";
      state.hide = get("hide").split(",").filter((name) => this.boxes.has(name)).join(",");
      this.state = state;
      this.show();
    }

    /** @param {"push" | "replace"} how */
    write(how) {
      const address = new URL(location.href);
      for (const name of ["find", ...KINDS.keys(), "sort", "hide"]) {
        address.searchParams.delete(this.prefix + name);
        if (this.state[name]) address.searchParams.set(this.prefix + name, this.state[name]);
      }
      if (address.href === location.href) return;
      if (how === "push") history.pushState(null, "", address);
      else history.replaceState(null, "", address);
    }

    /** Bring the page to the state. */
    show() {
      if (this.search.value !== (this.state.find || "")) this.search.value = this.state.find || "";
      for (const [kind, select] of this.selects) select.value = this.state[kind] || "";
      const hidden = (this.state.hide || "").split(",");
      for (const [name, box] of this.boxes) {
        box.checked = !hidden.includes(name);
        this.table.classList.toggle(`plenary-without-${name}`, !box.checked);
      }
      this.sort();
      this.filter();
      this.name();
    }

    filter() {
      const words = fold(this.state.find || "").split(/\s+/).filter(Boolean);
      const wanted = [...this.selects.keys()].filter((kind) => this.state[kind]);
      let shown = 0;
      /** @type {Set<Element>} */
      const filled = new Set();
      for (const row of this.rows) {
        const passes =
          wanted.every((kind) => row.values.get(kind)?.includes(this.state[kind])) &&
          words.every((word) => row.text.includes(word));
        if (row.element.hidden === passes) {
          row.element.hidden = !passes;
          const line = this.lines.get(row.element.id);
          if (line) line.hidden = !passes;
        }
        if (!passes) continue;
        if (!row.again) shown += 1;
        if (row.element.parentElement) filled.add(row.element.parentElement);
      }
      for (const body of this.table.tBodies) body.hidden = !filled.has(body);
      this.status.textContent = ngettext("{shown} of {number} row shown", "{shown} of {number} rows shown", this.total, { shown });
      const lines = [...this.lines.values()];
      const left = lines.filter((line) => !line.hidden).length;
      const here = ngettext("{shown} of {number} row shown", "{shown} of {number} rows shown", lines.length, { shown: left });
      this.note.textContent = _("The filters in use hold here too: {shown}.", { shown: here });
      this.note.hidden = shown === this.total;
    }

    sort() {
      const sort = this.state.sort || "";
      this.order.value = sort;
      for (const { name, cell } of this.columns.values()) {
        if (sort === name) cell.setAttribute("aria-sort", "ascending");
        else if (sort === `-${name}`) cell.setAttribute("aria-sort", "descending");
        else cell.removeAttribute("aria-sort");
      }
      if (sort === this.sorted) return;
      this.sorted = sort;
      const column = this.columns.get(sort.replace(/^-/, ""));
      const last = sort.startsWith("-") ? -1 : 1;
      const keys = new Map(this.rows.map((row) => [row, column ? keyOf(row, column) : ""]));
      const rows = [...this.rows].sort((one, two) => {
        const [a, b] = [keys.get(one) || "", keys.get(two) || ""];
        // What is empty comes last, whichever way.
        return Number(!a) - Number(!b) || last * natural.compare(a, b) || one.place - two.place;
      });
      for (const body of this.table.tBodies) {
        const own = rows.filter((row) => row.element.parentElement === body);
        body.append(...own.map((row) => row.element));
      }
    }

    /** The filters in use, each a word that can be taken away. */
    name() {
      const focused = this.active.contains(document.activeElement);
      const items = [];
      for (const kind of ["find", ...KINDS.keys()]) {
        const value = this.state[kind];
        if (!value) continue;
        const label = _("{label}: ", { label: KINDS.get(kind)?.label || _("Search") });
        const text = label + (kind === "find" ? value : this.wordsOf(kind, value));
        const button = make("button", { type: "button", "aria-label": _("{filter}, remove", { filter: text }) }, text);
        button.append(make("span", { "aria-hidden": "true" }, " ×"));
        button.addEventListener("click", () => this.change({ [kind]: "" }));
        items.push(make("li", {}, button));
      }
      if (items.length > 1) {
        const all = make("button", { type: "button", class: "plenary-clear" }, _("Remove all filters"));
        all.addEventListener("click", () => this.clear());
        items.push(make("li", {}, all));
      }
      this.active.replaceChildren(...items);
      this.active.hidden = items.length === 0;
      this.shown.classList.toggle("plenary-all", items.length === 0);
      // Who removed a word with the keyboard stays near the others.
      if (focused) (this.active.querySelector("button") || this.search).focus();
    }

    /**
     * A link to a row that is filtered out shows it.
     * @param {Element} target
     */
    reveal(target) {
      const row = this.rows.find(({ element }) => element === target);
      if (!row || !row.element.hidden) return;
      this.clear();
      row.element.scrollIntoView();
    }
  }

  /**
   * @param {string} text
   * @param {HTMLElement} control
   * @param {string} [name]
   */
  function labelled(text, control, name = "") {
    control.id = `plenary-control-${(controls += 1)}`;
    return make("div", { class: `plenary-control ${name}`.trim() }, make("label", { for: control.id }, text), control);
  }

  /** @param {HTMLTableElement} table @returns {Row[]} */
  function readRows(table) {
    return [...table.querySelectorAll("tbody > tr.plenary-row")].map((found, place) => {
      const element = /** @type {HTMLTableRowElement} */ (found);
      const values = new Map();
      for (const name of element.classList) {
        const parts = /^m-([a-z]+)-(.+)$/.exec(name);
        if (parts) values.set(parts[1], [...(values.get(parts[1]) || []), parts[2]]);
      }
      const again = element.classList.contains("plenary-again");
      return { element, text: fold(element.textContent || ""), values, place, again };
    });
  }

  /**
   * The lines of the view by region, by the id of the row to which each leads.
   * @param {HTMLElement} root
   * @returns {Map<string, HTMLTableRowElement>}
   */
  function linesByRegion(root) {
    const links = /** @type {NodeListOf<HTMLAnchorElement>} */ (root.querySelectorAll("table.plenary-regional tbody th a"));
    const lines = [...links].map((link) => [decodeURIComponent(link.hash.slice(1)), link.closest("tr")]);
    return new Map(/** @type {[string, HTMLTableRowElement][]} */ (lines));
  }

  /** @param {HTMLTableElement} table */
  function readColumns(table) {
    const columns = new Map();
    for (const cell of table.querySelectorAll("thead th")) {
      const name = /plenary-col-([a-z]+)/.exec(cell.className)?.[1];
      const head = cell.querySelector("p") || cell;
      if (name) columns.set(name, { name, cell, head, words: (cell.textContent || "").trim() });
    }
    return columns;
  }

  /**
   * By what a row is sorted; empty where the cell has nothing to say.
   * @param {Row} row
   * @param {{name: string}} column
   */
  function keyOf(row, column) {
    const cell = row.element.querySelector(`.plenary-col-${column.name}`);
    if (!cell) return "";
    if (column.name === "contributions") {
      const count = cell.querySelectorAll(".plenary-contribution").length;
      return count ? String(count) : "";
    }
    if (cell.querySelector(".plenary-none, .plenary-subject")) return "";
    return (cell.textContent || "").trim().replace(/^[^\p{L}\p{N}]+/u, "");
  }

  /** Rows are laid out as flexible boxes, for which some readers forget that they are a table. */
  function keepRoles(/** @type {HTMLTableElement} */ table) {
    table.setAttribute("role", ROLES.TABLE);
    for (const element of table.querySelectorAll("thead, tbody, tr, td")) {
      element.setAttribute("role", ROLES[/** @type {"TR"} */ (element.tagName)]);
    }
    for (const cell of table.querySelectorAll("th")) {
      cell.setAttribute("role", cell.scope.startsWith("col") ? "columnheader" : "rowheader");
    }
  }

  function start() {
    /** @type {MatrixTable[]} */
    const matrices = [];
    for (const root of document.querySelectorAll("div.plenary-matrix")) {
      const table = root.querySelector("table.plenary-rows");
      if (!(root instanceof HTMLElement) || !(table instanceof HTMLTableElement)) continue;
      matrices.push(new MatrixTable(root, table, matrices.length ? `${matrices.length + 1}.` : ""));
      root.querySelectorAll("table").forEach(keepRoles);
    }
    const folds = /** @type {NodeListOf<HTMLDetailsElement>} */ (document.querySelectorAll(".plenary-fold"));
    const unfold = () => folds.forEach((fold) => (fold.open = !NARROW.matches));
    unfold();
    NARROW.addEventListener("change", unfold);
    const reveal = () => {
      const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
      if (target) matrices.forEach((matrix) => matrix.reveal(target));
    };
    addEventListener("popstate", () => matrices.forEach((matrix) => matrix.read()));
    addEventListener("hashchange", reveal);
    reveal();
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
