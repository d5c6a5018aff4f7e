// Loads the page anew when there is a newer build. Pages that nobody looks at do not ask: browsers keep few connections.
"use strict";
(() => {
  const shown = document.currentScript.dataset.state;
  let asking = false;

  const ask = () => {
    if (asking || document.hidden) return;
    asking = true;
    fetch(`/-/news?than=${encodeURIComponent(shown)}`, { cache: "no-store" })
      .then((answer) => (answer.ok ? answer.text() : Promise.reject(new Error(answer.statusText))))
      .then((state) => {
        asking = false;
        if (state === shown) ask();
        else window.location.reload();
      })
      .catch(() => {
        asking = false;
        setTimeout(ask, 1000); // the server may come back
      });
  };

  document.addEventListener("visibilitychange", ask);
  ask();
})();
