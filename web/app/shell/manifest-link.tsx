/** What the browser would install: the application under the company's name. */
import { useEffect } from 'react';
import { useMe } from '../../lib/session.tsx';

export function ManifestLink() {
  const { code } = useMe().tenant;
  useEffect(() => {
    const link = document.querySelector<HTMLLinkElement>('link[rel=manifest]');
    const before = link?.href;
    if (!link || before === undefined) return undefined;
    link.href = `/api/manifest?tenant=${code}`;
    return () => void (link.href = before);
  }, [code]);
  return null;
}
