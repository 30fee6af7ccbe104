// What JavaScript adds to pages that already work without it: theme and density at once, the palette,
// the drawer's focus, select-all, copy, and telling screen readers what htmx changed.
const root = document.documentElement;
const find = (selector, from = document) => from.querySelector(selector);
const all = (selector, from = document) => [...from.querySelectorAll(selector)];

function announce(text) {
  const live = find("#live");
  if (!live || !text) return;
  live.textContent = "";
  setTimeout(() => { live.textContent = text; }, 50);
}

// Theme and density: shown at once, kept by the server.
document.addEventListener("submit", (event) => {
  const form = event.target;
  const button = event.submitter;
  if (!form.matches("[data-preferences]") || !button?.name) return;
  event.preventDefault();
  fetch(form.action, { method: "POST", body: new FormData(form, button), redirect: "manual", keepalive: true })
    .catch(() => announce("The preference could not be kept."));
  if (button.value) root.dataset[button.name] = button.value;
  else delete root.dataset[button.name];
  for (const other of all(`[data-preferences] [name="${button.name}"][aria-pressed]`)) {
    other.setAttribute("aria-pressed", String(other.value === button.value));
  }
  if (form.matches(".quick")) find(`[data-preferences].quick button:not([value="${button.value}"])`)?.focus();
});

// The menu as a drawer: what is behind it is out of reach while it is open.
const menu = find("#menu");
menu?.addEventListener("toggle", (event) => {
  const open = event.newState === "open";
  for (const part of all(".page, .skip")) part.inert = open;
  if (open) (find("[aria-current]", menu) ?? find("a", menu))?.focus();
  else find(".top .menu")?.focus({ preventScroll: true });
});
matchMedia("(min-width: 961px)").addEventListener("change", (wide) => {
  if (wide.matches && menu?.matches(":popover-open")) menu.hidePopover();
});
const here = menu && find("[aria-current]", menu);
if (here && here.offsetTop > menu.clientHeight - 90) menu.scrollTop = here.offsetTop - menu.clientHeight / 2;

// The palette.
const palette = find("#palette");
const query = find("#palette-q");
const results = find("#palette-results");
let answered = null;

function openPalette(text = "") {
  if (!palette || palette.open) return;
  palette.showModal();
  if (text) {
    query.value = text;
    query.dispatchEvent(new Event("input", { bubbles: true }));
  }
  query.focus();
  query.select();
  if (text) query.setSelectionRange(text.length, text.length);
}

function choose(option) {
  for (const link of all("a[href]", results)) link.setAttribute("aria-selected", String(link === option));
  if (option) {
    query.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  } else query.removeAttribute("aria-activedescendant");
}

function listResults() {
  const links = all("a[href]", results);
  links.forEach((link, index) => {
    link.id ||= `palette-result-${index}`;
    link.setAttribute("role", "option");
    link.tabIndex = -1;
  });
  for (const part of all("ul, ol, li, h2, h3, p", results)) part.setAttribute("role", "presentation");
  if (links.length) results.setAttribute("role", "listbox");
  else results.removeAttribute("role");
  results.setAttribute("aria-label", "Results");
  query.setAttribute("aria-expanded", String(links.length > 0));
  answered = query.value;
  choose(links[0]);
  announce(links.length ? `${links.length} ${links.length === 1 ? "result" : "results"}` : results.textContent.trim());
}

query?.addEventListener("keydown", (event) => {
  const links = all("a[href]", results);
  const now = links.findIndex((link) => link.getAttribute("aria-selected") === "true");
  if ((event.key === "ArrowDown" || event.key === "ArrowUp") && links.length) {
    event.preventDefault();
    const step = event.key === "ArrowDown" ? 1 : -1;
    choose(links[(now + step + links.length) % links.length]);
  } else if (event.key === "Enter" && !event.isComposing) {
    event.preventDefault();
    const fresh = answered === query.value && links[now];
    if (fresh && !event.ctrlKey && !event.metaKey) fresh.click();
    else if (query.value.trim()) query.form.submit();
  } else if (event.key === "Escape") {
    event.preventDefault();
    palette.close();
  }
});
palette?.addEventListener("click", (event) => { if (event.target === palette) palette.close(); });

const jump = find("[data-jump]");
if (jump && palette) {
  const field = find("input", jump);
  field.addEventListener("mousedown", (event) => { event.preventDefault(); openPalette(); });
  field.addEventListener("input", () => { const text = field.value; field.value = ""; openPalette(text); });
  jump.addEventListener("submit", (event) => { if (!field.value) { event.preventDefault(); openPalette(); } });
}

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
  const slash = event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey;
  const ctrlK = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey);
  if ((slash || ctrlK) && palette) {
    event.preventDefault();
    openPalette();
  } else if (event.key === "Escape") {
    const open = event.target.closest?.("details.pop[open]") ?? find("details.pop[open]");
    if (!open) return;
    open.open = false;
    find("summary", open)?.focus();
  }
});

// Popovers close when one looks elsewhere.
document.addEventListener("click", (event) => {
  for (const pop of all("details.pop[open]")) if (!pop.contains(event.target)) pop.open = false;
  if (menu?.matches(":popover-open") && event.target.closest("#menu a")) menu.hidePopover();
});

// Rows: one box for all of them, Shift for a range, and how many are chosen.
let lastBox = null;
const boxes = (table) => all("tbody td:first-child > input[type=checkbox]", table);

function countSelected(table) {
  const rows = boxes(table);
  const chosen = rows.filter((box) => box.checked).length;
  const head = find("[data-select-all]", table);
  if (head) {
    head.checked = chosen > 0 && chosen === rows.length;
    head.indeterminate = chosen > 0 && chosen < rows.length;
  }
  const scope = table.closest("form, .card") ?? document;
  for (const place of all("[data-selected-count]", scope)) place.textContent = String(chosen);
  for (const part of all("[data-when-selected]", scope)) part.hidden = chosen === 0;
}

document.addEventListener("change", (event) => {
  const table = event.target.closest?.("table.grid");
  if (!table || event.target.type !== "checkbox") return;
  if (event.target.matches("[data-select-all]")) for (const box of boxes(table)) box.checked = event.target.checked;
  countSelected(table);
});
document.addEventListener("click", (event) => {
  const box = event.target.closest?.("table.grid tbody td:first-child > input[type=checkbox]");
  if (!box) return;
  const rows = boxes(box.closest("table"));
  if (event.shiftKey && rows.includes(lastBox)) {
    const [from, to] = [rows.indexOf(lastBox), rows.indexOf(box)].sort((a, b) => a - b);
    for (const row of rows.slice(from, to + 1)) row.checked = box.checked;
  }
  lastBox = box;
});

// A filter offers what its field can be asked.
function offerQuestions(questions) {
  const asked = document.getElementById(questions.dataset.askedBy)?.selectedOptions[0]?.dataset.asks?.split(" ");
  if (!asked) return;
  for (const option of questions.options) option.hidden = option.disabled = !asked.includes(option.value);
  if (questions.selectedOptions[0]?.disabled !== false) questions.value = asked[0];
}
document.addEventListener("input", (event) => {
  const questions = find(`[data-asked-by="${CSS.escape(event.target.id || " ")}"]`);
  if (questions) offerQuestions(questions);
});
for (const questions of all("[data-asked-by]")) offerQuestions(questions);

// Copy, and show or hide a password.
document.addEventListener("click", async (event) => {
  const button = event.target.closest?.("[data-copy], [data-copy-from], [data-show]");
  if (!button) return;
  if (button.dataset.show) {
    const input = document.getElementById(button.dataset.show);
    input.type = input.type === "password" ? "text" : "password";
    button.setAttribute("aria-pressed", String(input.type === "text"));
    return;
  }
  const text = button.dataset.copy ?? document.getElementById(button.dataset.copyFrom)?.textContent ?? "";
  try {
    await navigator.clipboard.writeText(text);
    const use = find("use", button);
    const icon = use?.getAttribute("href");
    use?.setAttribute("href", icon.replace(/#.*/, "#check"));
    setTimeout(() => use?.setAttribute("href", icon), 1400);
    announce("Copied.");
  } catch {
    announce("The browser did not allow copying.");
  }
});

// Forms of items: whoever types a value means it; what differs is marked and counted; leaving is asked about.
const isSet = (input) => (input.matches("select")
  ? [...input.options].some((option) => option.selected !== option.defaultSelected)
  : input.type === "file" ? input.files.length > 0
    : input.matches("[type=radio]") ? input.checked !== input.defaultChecked : input.value !== input.defaultValue);
const slotInputs = (slot) => all("input:not([type=hidden]), select, textarea", slot);
let sending = false;

function markSlot(slot) {
  const state = find("[data-state]", slot);
  const off = state && !["value", "json", "keep"].includes(state.value);
  slot.toggleAttribute("data-off", Boolean(off));
  state?.toggleAttribute("data-other", state.value !== "value");
  if (!slot.dataset.sent) slot.classList.toggle("changed", slotInputs(slot).some(isSet));
}

function countEdited(form) {
  const count = all("[data-slot].changed", form).length;
  for (const place of all("[data-edited-count]", form)) {
    place.hidden = count === 0;
    place.textContent = `${count} changed`;
  }
}

const bytes = (text) => new TextEncoder().encode(text).length;

// How large the item gets while somebody types, near enough; the server counts exactly.
function weigh(form) {
  const meter = find("[data-size]", form);
  if (!meter) return;
  const typed = all("input[name$='.text'], textarea, [name='new.name']", form);
  const grown = typed.reduce((sum, input) => sum + bytes(input.value) - bytes(input.defaultValue), 0);
  const size = Math.max(0, Number(meter.dataset.size) + grown);
  find("label", meter).textContent = `${grown ? "About " : ""}${size.toLocaleString("en")} of 409,600 bytes`;
  const bar = find("progress", meter);
  bar.value = Math.min(100, Math.round(size * 100 / 409_600));
  bar.className = bar.value > 90 ? "bad" : bar.value > 70 ? "warn" : "";
}

document.addEventListener("input", (event) => {
  const slot = event.target.closest?.("form[data-edit] [data-slot]");
  if (!slot) return;
  const state = find("[data-state]", slot);
  if (state && event.target !== state && event.target.value && !["value", "json"].includes(state.value)) state.value = "value";
  const own = find("[data-pick-own]", slot.closest(".clash") ?? document.createElement("i"));
  if (own) own.checked = true;
  const referred = find("[data-referred]", slot);
  if (referred && event.target.list) {
    const picked = [...event.target.list.options].find((option) => option.value === event.target.value);
    referred.parentNode.hidden = !picked;
    if (picked) referred.textContent = picked.label;
  }
  markSlot(slot);
  countEdited(slot.closest("form"));
  weigh(slot.closest("form"));
});
for (const slot of all("form[data-edit] [data-slot]")) {
  if (slot.classList.contains("changed")) slot.dataset.sent = "1"; // typed before, shown again
  markSlot(slot);
}
for (const form of all("form[data-edit]")) {
  countEdited(form);
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); form.requestSubmit(); }
  });
  form.addEventListener("submit", () => { sending = true; });
}
addEventListener("pageshow", () => { sending = false; });
addEventListener("beforeunload", (event) => { if (!sending && find("form[data-edit] [data-slot].changed")) event.preventDefault(); });

// Parts that are asked for again and again are patched, so that focus, scroll, what is unfolded and what is typed
// stay; they are told of when what they announce has changed.
function patch(old, fresh) {
  if (old.nodeType !== fresh.nodeType || old.nodeName !== fresh.nodeName || (old.id ?? "") !== (fresh.id ?? "")) {
    old.replaceWith(fresh);
  } else if (old.nodeType === Node.ELEMENT_NODE) {
    for (const { name } of [...old.attributes]) if (!fresh.hasAttribute(name) && name !== "open") old.removeAttribute(name);
    for (const { name, value } of fresh.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
    const [before, after] = [[...old.childNodes], [...fresh.childNodes]];
    after.forEach((node, index) => { if (before[index]) patch(before[index], node); else old.append(node); });
    for (const node of before.slice(after.length)) node.remove();
  } else if (old.nodeValue !== fresh.nodeValue) old.nodeValue = fresh.nodeValue;
}
window.htmx?.defineExtension("patch", {
  isInlineSwap: (style) => style === "patch",
  handleSwap(style, target, fragment) {
    const fresh = style === "patch" && find(`#${CSS.escape(target.id)}`, fragment);
    if (!fresh) return false;
    const same = target.dataset.announce === fresh.dataset.announce;
    patch(target, fresh);
    target.toggleAttribute("data-said", same);
    return [target];
  },
});

document.addEventListener("htmx:beforeRequest", (event) => {
  const { verb, elt } = event.detail.requestConfig;
  if (document.hidden && verb === "get" && elt.matches("[hx-swap=patch]")) event.preventDefault(); // nobody looks
});

// htmx: say what changed, keep the focus near where it was.
let focusBefore = null;
document.addEventListener("htmx:beforeSwap", () => { focusBefore = document.activeElement; });
document.addEventListener("htmx:afterSettle", (event) => {
  const swapped = event.detail.target;
  const target = swapped?.isConnected ? swapped : event.target; // an outer swap leaves the old one behind
  if (target === results) { listResults(); return; }
  const said = target.matches?.("[data-announce]") ? target : find("[data-announce]", target);
  if (!said?.hasAttribute("data-said")) announce((said?.dataset.announce || (said ?? find("caption", target))?.textContent)?.trim());
  for (const table of all("table.grid", target)) countSelected(table);
  for (const questions of all("[data-asked-by]", target)) offerQuestions(questions);
  const lost = focusBefore && !focusBefore.isConnected && document.activeElement === document.body;
  if (!lost) return;
  const same = focusBefore.id ? `#${CSS.escape(focusBefore.id)}` : `[rel="${focusBefore.rel || "none"}"]`;
  const again = find(same, target.parentNode) ?? (target.matches?.("[tabindex]") ? target : find("[tabindex]", target));
  if (again) again.focus({ preventScroll: true });
});
for (const name of ["htmx:responseError", "htmx:sendError"]) {
  document.addEventListener(name, () => announce("That did not work. The page is as it was; try again."));
}
for (const table of all("table.grid")) countSelected(table);
