// Debrief's own small behaviours. Every page works without them; htmx swaps
// parts that the server rendered, so listeners stand on the document.
const $ = (s, e = document) => e.querySelector(s);
const $$ = (s, e = document) => [...e.querySelectorAll(s)];
const on = (type, sel, f) => document.addEventListener(type, e => { const t = e.target.closest?.(sel); if (t) f(t, e); });
const say = t => { const e = $('#said'); if (e) e.textContent = t; };
const post = (url, data) => fetch(url, { method: 'POST', headers: { Accept: 'application/json' }, body: new URLSearchParams(data) });
document.documentElement.classList.add('js');

// htmx may write what this server rendered, under the one policy that the
// content policy names. Its ways of running text as code are closed.
if (window.htmx) {
  const refuse = function () { throw new Error('text is never run as code here'); };
  const policy = window.trustedTypes?.createPolicy('htmx', { createHTML: s => s, createScript: refuse });
  htmx.registerExtension('debrief', { init: api => api.initSecurity(policy, refuse, refuse) });
  // A draft leaves as a file, and files are not swapped in.
  document.addEventListener('submit', e => { if (e.submitter?.matches('[data-file]')) e.stopImmediatePropagation(); }, true);
  document.addEventListener('htmx:after:swap', () => { cur = rows().findIndex(r => r.classList.contains('cur')); selected(); arm(); });
  document.addEventListener('htmx:error', () => { say('The server did not answer. What you wrote stands in the page.'); });
}

// Theme: at once, and kept for this browser.
on('submit', '[data-theme-form]', async (f, e) => {
  e.preventDefault();
  const root = document.documentElement;
  const dark = root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  root.dataset.theme = dark ? 'light' : 'dark';
  await post('/theme', { theme: root.dataset.theme });
});

// Copy never asks.
on('click', '[data-copy]', async b => {
  const el = $(b.dataset.copy);
  await navigator.clipboard.writeText(el.value ?? el.textContent.trim());
  say('Copied');
  const was = b.lastChild.textContent;
  b.lastChild.textContent = ' Copied';
  setTimeout(() => { b.lastChild.textContent = was; }, 2000);
});

// Toasts: eight seconds, longer while focused or pointed at.
const timers = new WeakMap();
const start = t => { stop(t); timers.set(t, setTimeout(() => t.remove(), 8000)); };
const stop = t => clearTimeout(timers.get(t));
const arm = () => $$('[data-toast]').forEach(t => { if (!timers.has(t)) start(t); });
on('focusin', '[data-toast]', stop);
on('focusout', '[data-toast]', start);
on('pointerover', '[data-toast]', stop);
on('pointerout', '[data-toast]', start);
arm();

// A link into something folded opens it.
const unfold = () => { const t = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1))); if (t) { for (let d = t.closest('details'); d; d = d.parentElement.closest('details')) d.open = true; if (t.matches('input,select,textarea')) t.focus(); } };
addEventListener('hashchange', unfold);
unfold();
on('click', '[data-open-mail]', (a, e) => { e.preventDefault(); a.closest('.mail').classList.add('open'); a.remove(); });
on('change', '[data-say]', r => { const s = $('#try-say'); if (s) s.textContent = r.dataset.say; });
on('click', '[data-print]', () => print());
on('change', '[data-now]', i => i.form.requestSubmit());
on('input', '[data-count]', i => { const o = $('#count'), n = [...i.value].length; o.textContent = n + ' of ' + i.dataset.count + ' characters'; o.classList.toggle('attn', n > i.dataset.count); });

// Palette
const pal = $('#palette');
const svg = name => {
  const ns = 'http://www.w3.org/2000/svg', s = document.createElementNS(ns, 'svg'), u = document.createElementNS(ns, 'use');
  s.setAttribute('class', 'i'); s.setAttribute('aria-hidden', 'true');
  u.setAttribute('href', $('use').getAttribute('href').replace(/#.*/, '#i-' + name));
  s.append(u); return s;
};
const el = (tag, cls, text = '') => { const x = document.createElement(tag); x.className = cls; x.textContent = text; return x; };
let items = [], wait, asked = 0;
const choose = i => {
  if (!items.length) return;
  items.forEach(o => o.setAttribute('aria-selected', 'false'));
  const n = items[(i + items.length) % items.length];
  n.setAttribute('aria-selected', 'true');
  $('input', pal).setAttribute('aria-activedescendant', n.id);
  n.scrollIntoView({ block: 'nearest' });
};
const chosen = () => items.findIndex(o => o.getAttribute('aria-selected') === 'true');
const use = o => { if (o) { pal.close(); location.href = o.dataset.href; } };
const list = found => {
  let group = '';
  const ul = $('ul', pal);
  ul.replaceChildren(); items = [];
  for (const c of found) {
    if (c.group !== group) { group = c.group; const h = el('li', 'h', group); h.setAttribute('role', 'presentation'); ul.append(h); }
    const o = el('li', 'o');
    o.id = 'o' + items.length; o.setAttribute('role', 'option'); o.setAttribute('aria-selected', 'false'); o.dataset.href = c.href;
    o.append(svg(c.icon), c.text + ' ', el('span', '', c.sub));
    if (c.key) { const k = el('span', 'k'); for (const x of c.key.split(' ')) k.append(el('kbd', '', x)); o.append(k); }
    ul.append(o); items.push(o);
  }
  if (!items.length) { const n = el('li', 'h', 'Nothing begins like that.'); n.setAttribute('role', 'presentation'); ul.append(n); }
  choose(0);
};
const look = async () => {
  const mine = ++asked, here = $('[data-application]')?.dataset.application || '';
  const r = await fetch('/palette?q=' + encodeURIComponent($('input', pal).value.trim()) + '&app=' + here, { headers: { Accept: 'application/json' } });
  if (r.ok && mine === asked) list(await r.json());
};
const openPalette = () => { if (pal && !pal.open) { pal.showModal(); $('input', pal).value = ''; look(); $('input', pal).focus(); } };
pal?.addEventListener('input', () => { clearTimeout(wait); wait = setTimeout(look, 120); });
pal?.addEventListener('keydown', e => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[e.key];
  if (step) { choose(chosen() + step); e.preventDefault(); }
  if (e.key === 'Enter') { use(items[chosen()]); e.preventDefault(); }
});
on('click', '.pal .o', use);
on('click', 'dialog', (d, e) => { if (e.target === d) d.close(); });
on('click', '[data-palette]', (b, e) => { e.preventDefault(); openPalette(); });
on('click', '[data-keys-open]', () => $('#keys').showModal());

// Rows and columns
const rows = () => $$('[data-row]');
let cur = rows().findIndex(r => r.classList.contains('cur'));
const mark = i => {
  const all = rows();
  if (!all.length) return;
  all[cur]?.classList.remove('cur');
  cur = Math.max(0, Math.min(all.length - 1, i));
  const r = all[cur]; r.classList.add('cur'); r.scrollIntoView({ block: 'nearest' });
  (r.matches('a') ? r : $('a', r))?.focus({ preventScroll: true });
};
const here = () => rows()[cur];
const link = r => r && (r.matches('a') ? r : $('a', r));
const tick = (r, state) => { const c = r && $('.cbx', r); if (c && c.checked !== state) c.click(); };
const extend = d => { tick(here(), true); mark(cur + d); tick(here(), true); };
const column = d => {
  const cols = $$('.col').filter(c => $('[data-row]', c)), c = here()?.closest('.col');
  const n = cols[Math.max(0, Math.min(cols.length - 1, (c ? cols.indexOf(c) : -1) + d))];
  if (n) mark(rows().indexOf($('[data-row]', n)));
};

// The bulk bar says how many are selected and shows only what fits them.
const selected = () => {
  const bar = $('.bulk');
  if (!bar) return;
  const boxes = $$('[data-bulk] tbody .cbx'), sel = boxes.filter(b => b.checked), all = $('[data-all]');
  boxes.forEach(b => b.closest('tr').classList.toggle('sel', b.checked));
  bar.hidden = !sel.length;
  if (all) { all.checked = sel.length > 0 && sel.length === boxes.length; all.indeterminate = sel.length > 0 && !all.checked; }
  $('[data-n]', bar).textContent = sel.length + ' selected';
  const past = sel.filter(b => 'past' in b.dataset), ask = sel.filter(b => 'ask' in b.dataset), opened = sel.filter(b => 'open' in b.dataset);
  $('[data-what]', bar).textContent = past.length === sel.length && sel.length ? 'past their day' + (ask.length ? ', ' + ask.length + ' with a person to ask' : '') : '';
  $('[data-if-open]', bar).hidden = !opened.length;
};
on('change', '[data-bulk] .cbx', (b, e) => {
  if (b.matches('[data-all]')) $$('[data-bulk] tbody .cbx').forEach(x => { x.checked = b.checked; });
  selected();
});
on('click', '[data-clear]', () => { $$('[data-bulk] .cbx').forEach(b => { b.checked = false; }); selected(); });
selected();

// Moving a card: by drag, by key, and by the menu of its page.
const moveStage = async (id, col) => {
  const r = await post('/application/' + id + '/stage', { stage: col.dataset.stage });
  const a = await r.json();
  say(a.text || a.error);
  if (r.ok) location.href = location.pathname + '?done=' + a.change + '&at=' + id;
};
const shift = d => {
  const r = here(), c = r?.closest('.col'), cols = $$('.col'), n = c && cols[cols.indexOf(c) + d];
  if (n) moveStage(r.dataset.id, n);
};
const landed = new URLSearchParams(location.search).get('at');
if (landed) mark(rows().findIndex(r => r.dataset.id === landed));
let slot, dragged;
const drop = () => { slot?.remove(); slot = null; $$('.col.drop,.shut.drop').forEach(c => c.classList.remove('drop')); };
on('dragstart', '[data-board] [data-id]', (card, e) => { dragged = card; e.dataTransfer.setData('text/plain', card.dataset.id); e.dataTransfer.effectAllowed = 'move'; requestAnimationFrame(() => card.classList.add('lift')); });
on('dragend', '[data-board] [data-id]', card => { card.classList.remove('lift'); drop(); });
on('dragover', '[data-board] .col', (col, e) => {
  e.preventDefault();
  const shut = e.target.closest('.shut'), place = shut || col;
  if (place.classList.contains('drop')) return;
  drop();
  place.classList.add('drop');
  if (!shut && col !== dragged?.closest('.col')) { slot = el('div', 'slot', 'to ' + col.getAttribute('aria-label')); ($('.cards', col) || $('header', col)).append(slot); }
});
on('drop', '[data-board] .col', (col, e) => {
  e.preventDefault();
  const id = e.dataTransfer.getData('text/plain'), shut = e.target.closest('.shut');
  drop();
  if (shut) location.href = '/application/' + id + '#answer';
  else if (col !== dragged?.closest('.col')) moveStage(id, col);
});

// Keys. Where “g” leads stands in the page, so that a new page brings its own.
let g = 0;
const app = () => $('[data-application]')?.dataset.application;
const to = (r, hash) => { const a = link(r); if (a) location.href = a.getAttribute('href').replace(/#.*/, '') + hash; };
const act = {
  j: () => mark(cur + 1), k: () => mark(cur - 1), J: () => extend(1), K: () => extend(-1), h: () => column(-1), l: () => column(1), H: () => shift(-1), L: () => shift(1),
  x: () => $('.cbx', here())?.click(), n: () => { location.href = '/add'; }, '?': () => $('#keys')?.showModal(),
  d: () => { const b = $('[data-debrief]'); if (b) b.click(); else if (here()?.dataset.id) to(here(), '#answer'); else location.href = '/debrief'; },
  m: () => { const n = $('#note'); if (n) { n.focus(); n.scrollIntoView({ block: 'center' }); } else if (here()?.dataset.id) to(here(), '#note'); },
  e: () => { const d = $('[data-more]'); if (d) { d.open = true; ($('#ending', d) || $('button', d))?.focus(); } else if (here()?.dataset.id) to(here(), '#change'); },
  z: () => ($('.toast [data-undo]') || $('[data-undo]'))?.click(), '/': () => $('[data-filter]')?.focus(),
  Enter: () => link(here())?.click(),
  Escape: () => { const m = $('.more-menu[open]'); if (m) { m.open = false; return; } if ($('.bulk:not([hidden])')) { $('[data-clear]').click(); return; } const back = $('.crumb a'); if (back) location.href = back.href; },
};
addEventListener('keydown', e => {
  if (e.isComposing || e.defaultPrevented) return;
  if ((e.ctrlKey || e.metaKey) && e.key.toLowerCase() === 'k') { e.preventDefault(); openPalette(); return; }
  if ((e.ctrlKey || e.metaKey) && e.key === 'Enter') { const f = e.target.closest('form[data-primary]') || $('form[data-primary]'); if (f) { e.preventDefault(); f.requestSubmit($('.primary', f) || undefined); } return; }
  if (document.body.dataset.keys !== 'true' || e.ctrlKey || e.metaKey || e.altKey) return;
  if (e.target.closest('input:not([type=checkbox]):not([type=radio]),textarea,select,[contenteditable],dialog')) { if (e.key === 'Escape' && !e.target.closest('dialog')) e.target.blur(); return; }
  if (e.key === 'Enter' && e.target.closest('a,button,summary,input')) return;
  const goal = g && Date.now() - g < 1200 && $(`[data-go="${CSS.escape(e.key)}"]`);
  g = 0;
  if (goal) { e.preventDefault(); location.href = goal.href; return; }
  if (e.key === 'g') { g = Date.now(); return; }
  const f = act[e.key];
  if (f) { e.preventDefault(); f(); }
});

// What was written last leaves with the page.
addEventListener('pagehide', () => {
  const ed = $('[data-keep]');
  if (ed?.dataset.dirty) navigator.sendBeacon(ed.dataset.keep, new URLSearchParams($$('[name]', ed).map(i => [i.name, i.value])));
});
on('input', '[data-keep]', ed => { ed.dataset.dirty = '1'; });
on('submit', 'form', f => { const ed = $('[data-keep]', f); if (ed) delete ed.dataset.dirty; });
