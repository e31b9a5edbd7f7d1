// The query page with YASGUI's editor and its tables of results, where scripts run. Without them the
// form of the page asks the server and shows its answer; nothing here is needed for that.
"use strict";

(() => {
  const form = document.getElementById("ask");
  const area = document.getElementById("query");
  const answer = document.getElementById("answer");
  if (!window.Yasgui || !form || !area || !answer) return;
  const { Yasqe, Yasr } = window.Yasgui;
  const words = JSON.parse(form.dataset.words);
  const language = document.documentElement.lang;
  const endpoint = new URL(form.dataset.endpoint, location.href).href;
  const said = (text) => (Object.hasOwn(words, text) ? words[text] : text);

  // ------------------------------------------------------------------ the editor
  let names; // of the terms of the ontology, asked for when somebody first wants them
  const terms = () =>
    (names ??= fetch(`${endpoint}?${new URLSearchParams({ query: form.dataset.terms })}`, {
      headers: { Accept: "text/csv" },
    }).then(async (found) => (found.ok ? (await found.text()).trim().split(/\r?\n/).slice(1) : [])));
  Yasqe.registerAutocompleter({
    name: "terms",
    bulk: false,
    autoShow: false,
    persistenceId: null,
    isValidCompletionPosition: (editor) => /^\??:/.test(editor.getCompleteToken().string),
    get: async (_editor, token) =>
      (await terms()).map((name) => `:${name}`).filter((name) => name.startsWith(token.string)),
  }, true);

  Yasqe.defaults.autocompleters = ["variables", "terms"]; // others would ask other servers
  const box = document.createElement("div");
  area.before(box);
  area.hidden = true;
  const prefixes = JSON.parse(form.dataset.prefixes);
  /** A query with the prefixes that it uses: the server knows them, the editor and others do not. */
  const declared = (query) => {
    const bare = query.replace(/<[^<>\s]*>|"[^"]*"|#.*$/gm, "");
    const missing = Object.entries(prefixes).filter(([name]) =>
      new RegExp(`(?<![\\w:-])${name}:`).test(bare.replace(/prefix\s+[\w-]*:/gi, ""))
      && !new RegExp(`prefix\\s+${name}:`, "i").test(bare));
    return missing.map(([name, iri]) => `PREFIX ${name}: <${iri}>\n`).join("") + query;
  };
  const editor = new Yasqe(box, {
    value: declared(area.value),
    persistenceId: null, // a query may hold what its author would not leave on this computer
    consumeShareLink: null,
    createShareableLink: null,
    showQueryButton: false,
    prefixCcApi: null,
    editorHeight: "19rem",
    requestConfig: {
      endpoint,
      method: "POST",
      acceptHeaderSelect: "application/sparql-results+json",
      acceptHeaderGraph: "text/turtle",
      headers: { "Accept-Language": language },
    },
    screenReaderLabel: form.dataset.label,
  });
  // A keyboard leaves the editor as it came.
  editor.setOption("extraKeys", { ...editor.getOption("extraKeys"), Tab: false, "Shift-Tab": false });
  const input = editor.getInputField();
  input.setAttribute("aria-label", form.dataset.label);
  form.querySelector('label[for="query"]').addEventListener("click", () => editor.focus());
  const note = editor.showNotification.bind(editor);
  editor.showNotification = (key, text) => note(key, said(text));

  // ------------------------------------------------------------------ the answer
  for (const [name, plugin] of Object.entries(Yasr.plugins)) {
    if (plugin.defaults?.tableConfig) {
      plugin.defaults.openIriInNewWindow = false;
      Object.assign(plugin.defaults.tableConfig.language, JSON.parse(form.dataset.table));
    }
    Yasr.plugins[name] = class extends plugin {
      constructor(yasr) {
        super(yasr);
        if (this.label) this.label = said(this.label);
        this.helpReference = undefined; // it would lead away from here
      }
    };
  }
  const place = document.createElement("div");
  let results;
  const shown = (response, duration) => {
    if (!results) {
      answer.replaceChildren(place);
      results = new Yasr(place, { persistenceId: null, prefixes });
      results.on("drawn", () => told(place));
      for (const event of ["click", "keyup", "change"]) place.addEventListener(event, () => told(place));
    }
    results.setResponse(response, duration);
    document.getElementById("status").textContent = form.dataset.done;
  };
  editor.on("queryResponse", (_editor, response, duration) => shown(response, duration));

  /** Say in the language of the page, and name for those who do not see, what YASR has drawn. */
  function told(root) {
    for (const element of root.querySelectorAll("[title],[aria-label],[placeholder]")) {
      for (const name of ["title", "aria-label", "placeholder"]) {
        const text = element.getAttribute(name);
        if (text && said(text) !== text) element.setAttribute(name, said(text));
      }
    }
    const chip = root.querySelector(".yasr_response_chip");
    const numbers = chip?.textContent.match(/^(?:(\d+) results?|Response) in ([\d.]+) seconds?$/);
    if (numbers) {
      const words = numbers[1] ? form.dataset.counted : form.dataset.timed;
      chip.textContent = words.replace("{count}", numbers[1]).replace("{seconds}", numbers[2]);
    }
    const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const node = texts.currentNode;
      if (node.parentElement.closest("table, .CodeMirror")) continue;
      const text = node.data.trim();
      if (said(text) !== text) node.data = node.data.replace(text, said(text));
    }
    root.querySelector(".tableSizer")?.setAttribute("aria-label", form.dataset.size);
    for (const heading of root.querySelectorAll("th .dt-column-title:empty")) heading.append("#");
    for (const link of root.querySelectorAll("a.iri")) toThisServer(link);
    for (const scrolled of root.querySelectorAll(".yasr_results, .CodeMirror-scroll")) {
      scrolled.tabIndex = 0;
    }
  }

  /** IRIs of the ontology and of cases lead to their pages on this server, others nowhere. */
  function toThisServer(link) {
    const iri = link.getAttribute("href");
    if (!iri || iri.startsWith("/")) return;
    const places = [[form.dataset.cases, "/case/"], [form.dataset.base, "/"]];
    const found = places.find(([namespace]) => iri.startsWith(namespace));
    if (found) {
      link.setAttribute("href", `${found[1]}${iri.slice(found[0].length)}?lang=${language}`);
      link.removeAttribute("target");
    } else {
      link.replaceWith(...link.childNodes);
    }
  }

  // ------------------------------------------------------------------ asking
  function ask() {
    const query = editor.getValue();
    area.value = query;
    history.replaceState(null, "", `?${new URLSearchParams({ lang: language, query })}`);
    document.getElementById("status").textContent = form.dataset.asking;
    editor.query().catch(() => {}); // YASR shows what went wrong
  }
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    ask();
  });
  for (const link of document.querySelectorAll("a[data-question]")) {
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      editor.setValue(declared(new URL(link.href).searchParams.get("query")));
      ask();
      form.scrollIntoView();
      editor.focus();
    });
  }
})();
