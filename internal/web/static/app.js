// Debrief's own small behaviours. Every page works without them.
const $ = (s, e = document) => e.querySelector(s);
const $$ = (s, e = document) => [...e.querySelectorAll(s)];
const say = t => { const e = $('#said'); if (e) e.textContent = t; };
const post = (url, data) => fetch(url, { method: 'POST', headers: { Accept: 'application/json' }, body: data instanceof FormData ? new URLSearchParams(data) : new URLSearchParams(data) });

// What only a script can do is shown only when there is one.
$$('[data-copy],[data-keys-open]').forEach(b => b.classList.remove('off'));

// Theme: at once, and kept for this browser.
$('[data-theme-form]')?.addEventListener('submit', async e => {
  e.preventDefault();
  const root = document.documentElement;
  const dark = root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  root.dataset.theme = dark ? 'light' : 'dark';
  await post('/theme', { theme: root.dataset.theme });
});

// Copy
$$('[data-copy]').forEach(b => b.addEventListener('click', async () => {
  const el = $(b.dataset.copy);
  await navigator.clipboard.writeText(el.value ?? el.textContent.trim());
  say('Copied');
  const was = b.lastChild.textContent;
  b.lastChild.textContent = ' Copied';
  setTimeout(() => { b.lastChild.textContent = was; }, 2000);
}));

// Toasts: eight seconds, longer while focused.
$$('[data-toast]').forEach(t => {
  let timer;
  const arm = () => { timer = setTimeout(() => t.remove(), 8000); };
  t.addEventListener('focusin', () => clearTimeout(timer));
  t.addEventListener('pointerenter', () => clearTimeout(timer));
  t.addEventListener('focusout', arm);
  t.addEventListener('pointerleave', arm);
  arm();
});

// Palette
const pal = $('#palette');
if (pal) {
  const inp = $('input', pal), list = $('ul', pal);
  let items = [], wait;
  const select = i => {
    if (!items.length) return;
    items.forEach(o => o.setAttribute('aria-selected', 'false'));
    const n = items[(i + items.length) % items.length];
    n.setAttribute('aria-selected', 'true');
    inp.setAttribute('aria-activedescendant', n.id);
    n.scrollIntoView({ block: 'nearest' });
  };
  const at = () => items.findIndex(o => o.getAttribute('aria-selected') === 'true');
  const use = () => { const a = items[at()]; if (a) location.href = a.dataset.href; };
  const svg = name => {
    const s = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    s.setAttribute('class', 'i'); s.setAttribute('aria-hidden', 'true');
    const u = document.createElementNS('http://www.w3.org/2000/svg', 'use');
    u.setAttribute('href', $('.nav use').getAttribute('href').replace(/#.*/, '#i-' + name));
    s.append(u); return s;
  };
  const show = (found, q) => {
    list.replaceChildren(); items = [];
    let group = '';
    for (const c of found) {
      if (c.group !== 'Found' && q && !(c.text + ' ' + (c.sub || '')).toLowerCase().includes(q)) continue;
      if (c.group !== group) {
        group = c.group;
        const h = document.createElement('li'); h.className = 'h'; h.setAttribute('role', 'presentation'); h.textContent = group; list.append(h);
      }
      const o = document.createElement('li');
      o.className = 'o'; o.id = 'o' + items.length; o.setAttribute('role', 'option'); o.setAttribute('aria-selected', 'false'); o.dataset.href = c.href;
      const sub = document.createElement('span'); sub.textContent = c.sub || '';
      o.append(svg(c.icon), c.text + ' ', sub);
      if (c.key) { const k = document.createElement('span'); k.className = 'k'; for (const x of c.key.split(' ')) { const kb = document.createElement('kbd'); kb.textContent = x; k.append(kb); } o.append(k); }
      o.addEventListener('click', () => { location.href = c.href; });
      list.append(o); items.push(o);
    }
    select(0);
  };
  const load = async () => { const q = inp.value.trim(); const r = await fetch('/palette?q=' + encodeURIComponent(q), { headers: { Accept: 'application/json' } }); if (r.ok) show(await r.json(), q.toLowerCase()); };
  inp.addEventListener('input', () => { clearTimeout(wait); wait = setTimeout(load, 120); });
  inp.addEventListener('keydown', e => {
    if (e.key === 'ArrowDown') { select(at() + 1); e.preventDefault(); }
    if (e.key === 'ArrowUp') { select(at() - 1); e.preventDefault(); }
    if (e.key === 'Enter') { use(); e.preventDefault(); }
  });
  pal.addEventListener('click', e => { if (e.target === pal) pal.close(); });
  window.openPalette = () => { pal.showModal(); inp.value = ''; load(); inp.focus(); };
  $$('[data-palette]').forEach(b => b.addEventListener('click', e => { e.preventDefault(); window.openPalette(); }));
}
const keys = $('#keys');
$$('[data-keys-open]').forEach(b => b.addEventListener('click', () => keys.showModal()));

// Rows and columns
let rows = $$('[data-row]'), cur = rows.findIndex(r => r.classList.contains('cur'));
const mark = i => {
  if (!rows.length) return;
  rows[cur]?.classList.remove('cur');
  cur = Math.max(0, Math.min(rows.length - 1, i));
  const r = rows[cur]; r.classList.add('cur'); r.scrollIntoView({ block: 'nearest' });
  (r.matches('a') ? r : $('a', r))?.focus({ preventScroll: true });
};
const here = () => rows[cur];
const column = d => {
  const cols = $$('.col').filter(c => $('[data-row]', c)), c = here()?.closest('.col');
  const n = cols[Math.max(0, Math.min(cols.length - 1, (c ? cols.indexOf(c) : -1) + d))];
  if (n) mark(rows.indexOf($('[data-row]', n)));
};
const moveStage = async (id, stage, name) => {
  const r = await post('/application/' + id + '/stage', { stage });
  const a = await r.json();
  say(a.text || a.error);
  if (r.ok) location.href = location.pathname + '?done=' + a.change;
};
const shift = d => {
  const r = here(), c = r?.closest('.col'), id = r?.dataset.id;
  if (!c || !id) return;
  const cols = $$('.col'), n = cols[cols.indexOf(c) + d];
  if (n) moveStage(id, n.dataset.stage, n.getAttribute('aria-label'));
};
$$('[data-board] [draggable]').forEach(card => {
  card.addEventListener('dragstart', e => { e.dataTransfer.setData('text/plain', card.dataset.id); card.classList.add('lift'); });
  card.addEventListener('dragend', () => { card.classList.remove('lift'); $$('.col').forEach(c => c.classList.remove('over')); });
});
$$('[data-board] .col').forEach(col => {
  col.addEventListener('dragover', e => { e.preventDefault(); col.classList.add('over'); });
  col.addEventListener('dragleave', () => col.classList.remove('over'));
  col.addEventListener('drop', e => { e.preventDefault(); moveStage(e.dataTransfer.getData('text/plain'), col.dataset.stage); });
});

// Keys
const go = { t: '/today', d: '/debrief', p: '/pipeline/board', n: '/insights', w: '/people', f: '/search', ',': '/settings', i: '/import' };
let g = 0;
const app = $('[data-application]')?.dataset.application;
const act = {
  j: () => mark(cur + 1), k: () => mark(cur - 1), h: () => column(-1), l: () => column(1), H: () => shift(-1), L: () => shift(1),
  x: () => $('.cbx', here())?.click(), n: () => { location.href = '/add'; }, '?': () => keys?.showModal(),
  d: () => { const b = app && $('form[action$="/debrief"] button'); if (b) b.click(); else location.href = '/debrief'; },
  m: () => $('#note')?.focus(), e: () => { const d = $('.more-menu'); if (d) { d.open = true; $('#ending', d)?.focus(); } },
  z: () => $('[data-undo]')?.click(), '/': () => $('[data-filter]')?.focus(),
  Enter: () => { const r = here(); const a = r && (r.matches('a') ? r : $('.go button, .go a, a', r)); a?.click(); },
};
addEventListener('keydown', e => {
  if ((e.ctrlKey || e.metaKey) && e.key.toLowerCase() === 'k') { e.preventDefault(); window.openPalette?.(); return; }
  if ((e.ctrlKey || e.metaKey) && e.key === 'Enter') { const f = $('form[data-primary]'); if (f) { e.preventDefault(); f.requestSubmit($('.primary', f) || undefined); } return; }
  if (document.body.dataset.keys !== 'true' || e.ctrlKey || e.metaKey || e.altKey) return;
  if (e.target.closest('input:not([type=checkbox]):not([type=radio]),textarea,select,[contenteditable],dialog')) return;
  if (e.key === 'Enter' && e.target.closest('a,button,summary,input')) return;
  if (g && Date.now() - g < 1200 && go[e.key]) { location.href = go[e.key]; return; }
  g = 0;
  if (e.key === 'g') { g = Date.now(); return; }
  const f = act[e.key];
  if (f) { e.preventDefault(); f(); }
});

// The editor: checks while typing, and the text kept after each pause.
const ed = $('[data-autosave]');
if (ed) {
  const body = $('textarea', ed), subject = $('[name=subject]', ed), marks = $('[data-checks]', ed), findings = $('[data-findings]');
  const icon = ok => { const s = $('.ck svg', marks).cloneNode(true); $('use', s).setAttribute('href', $('use', s).getAttribute('href').replace(/#.*/, ok ? '#i-check' : '#i-circle-alert')); return s; };
  const run = async () => {
    const r = await post(ed.dataset.autosave + '/check', { kind: ed.dataset.kind, subject: subject.value, body: body.value });
    if (!r.ok) return;
    const a = await r.json();
    const next = a.marks.map(m => { const c = document.createElement('span'); c.className = 'ck' + (m.ok ? '' : ' warn'); const t = document.createElement('span'); t.textContent = m.text; c.append(icon(m.ok), t); return c; });
    marks.replaceChildren(...next);
    findings.replaceChildren(...a.findings.filter(f => f.rule !== 'L16').map(f => { const p = document.createElement('p'); p.className = 'cap mt2'; const b = document.createElement('b'); b.textContent = f.why + ' '; p.append(b, f.text + ' Instead: ' + f.suggestion); return p; }));
  };
  const keep = () => post(ed.dataset.autosave + '/edit', { body: body.value, subject: subject.value, to_name: $('[name=to_name]', ed).value, to_addr: $('[name=to_addr]', ed).value });
  let a, b;
  ed.addEventListener('input', () => { clearTimeout(a); clearTimeout(b); a = setTimeout(run, 1000); b = setTimeout(keep, 2500); });
}
