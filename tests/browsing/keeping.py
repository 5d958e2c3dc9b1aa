"""What a page has kept in the browser for places without a network."""

ALL_KEPT = """
    async (cache) => {
      const kept = await caches.open(cache);
      const parts = document.querySelectorAll("[data-kept]");
      const wanted = [location.href, ...[...parts].map((part) => part.href || part.src)];
      const found = wanted.map((address) => kept.match(address, {ignoreSearch: true}));
      return (await Promise.all(found)).every(Boolean);
    }
"""
