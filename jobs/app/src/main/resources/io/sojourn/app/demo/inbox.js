// Keeps the list fresh. What it puts in was made harmless by the server.
const list = document.getElementById('list');
const search = document.querySelector('input');
const open = new URLSearchParams(location.search).get('id') || '';
let shown = '';
async function refresh() {
  try {
    const answer = await fetch('/list?q=' + encodeURIComponent(search.value) + '&id=' + encodeURIComponent(open));
    const text = await answer.text();
    if (answer.ok && text !== shown) {
      shown = text;
      list.innerHTML = text;
    }
  } catch (e) {
    // The inbox is down; the next round tells whether it is back.
  }
}
search.addEventListener('input', refresh);
setInterval(() => document.hidden || refresh(), 1500);
