(() => {
  try {
    const theme = new URLSearchParams(location.search).get('theme') || localStorage.getItem('canopy.theme');
    if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
  } catch {
    // Storage may be refused; the system's theme holds then.
  }
})();
