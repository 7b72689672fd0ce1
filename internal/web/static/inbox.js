// The keys of the Inbox, and the page of a reading that looks again by itself.
const $ = (s, e = document) => e.querySelector(s);
const typing = e => e.target.closest('input:not([type=radio]):not([type=checkbox]),textarea,select,[contenteditable],dialog[open]');

const press = key => {
  const b = $(`[data-class="${key}"]`);
  if (b) b.click();
  return !!b;
};

if ($('[data-file]')) addEventListener('keydown', e => {
  if (document.body.dataset.keys !== 'true' || typing(e) || e.ctrlKey || e.metaKey || e.altKey || $('dialog[open]')) return;
  let done = true;
  if (/^[1-7]$/.test(e.key)) done = press(e.key);
  else if (e.key === 's') $('[data-skip]').click();
  else if (e.key === 'f') $('#promise')?.focus();
  else if (e.key === 'z') { const u = $('[data-undo]'); if (u) u.click(); else done = false; }
  else if (e.key === 'Enter' && !e.target.closest('a,button,summary,label')) $('[data-confirm]').click();
  else done = false;
  if (done) { e.preventDefault(); e.stopImmediatePropagation(); }
}, true);

if ($('[data-reading=running]')) {
  const said = $('#said');
  setTimeout(async function look() {
    try {
      const page = await (await fetch(location.pathname)).text();
      const title = /<h1>([^<]*)<\/h1>/.exec(page);
      if (!page.includes('data-reading="running"')) { location.reload(); return; }
      const value = /<progress[^>]* value="(\d+)"/.exec(page);
      if (title) { $('.ph h1').textContent = title[1]; if (said) said.textContent = title[1]; }
      if (value) $('progress').value = Number(value[1]);
    } catch { /* the server is away for a moment */ }
    setTimeout(look, 2000);
  }, 1500);
}
