(function () {
  try {
    var theme = new URLSearchParams(location.search).get('theme') || localStorage.getItem('canopy.theme');
    if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
  } catch (e) {
    // Storage may be refused; the system's theme holds then.
  }
})();
