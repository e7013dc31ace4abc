/** A browser as far as redirects and cookies go. `at` says where an origin really is. */
export function createBrowser(at: Readonly<Record<string, string>>) {
  const jars = new Map<string, Map<string, string>>();
  const jarOf = (origin: string) => {
    const jar = jars.get(origin) ?? new Map<string, string>();
    jars.set(origin, jar);
    return jar;
  };

  async function request(url: URL, init: RequestInit = {}): Promise<Response> {
    const jar = jarOf(url.origin);
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch((at[url.origin] ?? url.origin) + url.pathname + url.search, {
      ...init,
      redirect: 'manual',
      headers: { ...(init.headers as Record<string, string>), ...(cookie && { cookie }) },
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '' || /max-age=0\b|expires=Thu, 01 Jan 1970/i.test(line)) jar.delete(name);
      else jar.set(name, value);
    }
    return response;
  }

  return {
    jarOf,
    request,
    /** Follows redirects until there are none, or until one leads to an address that matches; returns where it ended. */
    async go(address: string, until: RegExp = /$^/): Promise<{ url: URL; response: Response }> {
      let url = new URL(address);
      for (let steps = 0; steps < 20; steps += 1) {
        const response = await request(url);
        const location = response.headers.get('location');
        if (response.status < 300 || response.status > 399 || location === null) return { url, response };
        await response.body?.cancel();
        url = new URL(location, url);
        if (until.test(url.href)) return { url, response };
      }
      throw new Error(`too many redirects, the last to ${url.href}`);
    },
  };
}

export type Browser = ReturnType<typeof createBrowser>;
