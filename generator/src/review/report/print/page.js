'use strict';
(() => {
  const all = (selector, root = document) => Array.from(root.querySelectorAll(selector));
  const element = id => document.getElementById(id);
  const cards = all('.card');
  const query = element('query');
  const levels = all('input[name=level]');
  const selects = ['what', 'kind', 'group'].map(element).filter(select => select);

  // The text of a card, read when it is first searched.
  const texts = new Map();
  const text = card => {
    if (!texts.has(card)) texts.set(card, card.textContent.toLowerCase());
    return texts.get(card);
  };

  const chosen = () => ({
    words: query.value.toLowerCase().split(/\s+/).filter(word => word),
    levels: levels.filter(level => level.checked).map(level => level.value),
    ...Object.fromEntries(selects.map(select => [select.id, select.value])),
  });

  const matches = (card, wanted) => {
    const data = card.dataset;
    if (data.level !== undefined) {
      if (!wanted.levels.includes(data.level)) return false;
      if (wanted.what && data.what !== wanted.what) return false;
      if (wanted.kind && data.kind !== wanted.kind) return false;
      if (wanted.group && !data.groups.split(' ').includes(wanted.group)) return false;
    }
    return wanted.words.every(word => text(card).includes(word));
  };

  // A section, its number of cards, and where that number is shown.
  const sections = all('.level, #corrections, #diagnostics').map(section => ({
    section,
    cards: all('.card', section),
    count: section.querySelector('.count'),
    all: section.querySelector('.count').textContent,
  }));
  const noMatch = element('no-match');
  const visible = () => cards.filter(card => !card.hidden);

  const isFiltered = wanted =>
    wanted.words.length > 0 || wanted.levels.length < levels.length || selects.some(select => select.value);

  const filter = () => {
    const wanted = chosen();
    const filtered = isFiltered(wanted);
    const shown = cards.map(card => matches(card, wanted));
    cards.forEach((card, index) => { if (card.hidden === shown[index]) card.hidden = !shown[index]; });
    let [found, changes] = [0, 0];
    for (const { section, cards, count, all } of sections) {
      const left = cards.filter(card => !card.hidden).length;
      const isLevel = section.classList.contains('level');
      if (isLevel) [found, changes] = [found + left, changes + cards.length];
      count.textContent = filtered && left < cards.length ? `${left} of ${cards.length}` : all;
      section.hidden = filtered && left === 0 && (isLevel || wanted.words.length > 0);
    }
    if (noMatch) noMatch.hidden = !(changes > 0 && found === 0);
    element('reset').hidden = !filtered;
    const total = visible().length;
    element('status').textContent =
      changes > 0 ? (filtered ? `${found} of ${changes} changes` : `${changes} changes`)
        : filtered ? `${total} of ${cards.length} entries` : `${total} entries`;
  };

  let waiting = 0;
  const soon = () => {
    clearTimeout(waiting);
    waiting = setTimeout(filter, 60);
  };

  const reset = () => {
    query.value = '';
    levels.forEach(level => { level.checked = true; });
    selects.forEach(select => { select.value = ''; });
    filter();
  };

  const summary = card => card.querySelector('summary');

  // Goes to the card that an address names, also where it was filtered out.
  const follow = () => {
    let id = location.hash.slice(1);
    try { id = decodeURIComponent(id); } catch { return; }
    const card = id && element(id);
    if (!card || !card.classList.contains('card')) return;
    if (card.hidden) reset();
    card.open = true;
    card.scrollIntoView();
    summary(card).focus({ preventScroll: true });
  };

  // Goes to the card after or before the one with the focus, else to the first one in view.
  const step = by => {
    const shown = visible();
    const current = document.activeElement.closest('.card');
    const at = current ? shown.indexOf(current) : -1;
    const next = at >= 0 ? at + by : shown.findIndex(card => card.getBoundingClientRect().bottom > 120);
    const card = shown[Math.max(0, Math.min(next, shown.length - 1))];
    if (card) summary(card).focus();
  };

  const keys = { '/': () => { query.focus(); query.select(); }, j: () => step(1), k: () => step(-1) };

  document.addEventListener('keydown', event => {
    if (event.key === 'Escape' && event.target === query && query.value) {
      query.value = '';
      filter();
      return;
    }
    const isTyping = event.target.closest('input[type=search], select');
    const key = keys[event.key];
    if (!key || isTyping || event.ctrlKey || event.metaKey || event.altKey || !element('keys').checked) return;
    event.preventDefault();
    key();
  });

  query.addEventListener('input', soon);
  [...levels, ...selects].forEach(input => input.addEventListener('change', filter));
  element('unfold').addEventListener('click', () => visible().forEach(card => { card.open = true; }));
  element('fold').addEventListener('click', () => visible().forEach(card => { card.open = false; }));
  element('reset').addEventListener('click', () => { reset(); query.focus(); });
  addEventListener('hashchange', follow);

  // What is printed is unfolded.
  let folded = [];
  addEventListener('beforeprint', () => {
    folded = visible().filter(card => !card.open);
    folded.forEach(card => { card.open = true; });
  });
  addEventListener('afterprint', () => folded.forEach(card => { card.open = false; }));

  element('bar').hidden = false;
  filter();
  follow();
  // Once more, because the browser takes the focus when it goes to the address.
  addEventListener('load', () => setTimeout(follow));
})();
