import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

/** Every page of a built site, as paths in its folder. */
export function htmlPages(site: string): readonly string[] {
  return readdirSync(site, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.html'))
    .toSorted();
}

/**
 * Every link, image, script and style of a built site that leads nowhere: no such file, or no such anchor in it.
 * Links to other sites are not followed.
 */
export function brokenLinks(site: string, base: string): readonly string[] {
  const anchors = new Map<string, ReadonlySet<string>>();
  const anchorsOf = (file: string): ReadonlySet<string> => {
    const known = anchors.get(file);
    if (known !== undefined) return known;
    const made = new Set(
      [...markup(readFileSync(file, 'utf8')).matchAll(/\s(?:id|name)="([^"]+)"/g)].map(([, id = '']) => id),
    );
    anchors.set(file, made);
    return made;
  };
  return htmlPages(site).flatMap((page) => {
    // Inside the reference, its own script finds the way.
    const inner = page.startsWith('reference/');
    const targets = [...markup(readFileSync(join(site, page), 'utf8')).matchAll(/\s(?:href|src)="([^"]*)"/g)];
    return [...new Set(targets.map(([, target = '']) => target.replaceAll('&amp;', '&')))].flatMap(
      (target) => {
        if (/^([a-z]+:|\/\/)/i.test(target) || otherVersion.test(target)) return [];
        if (inner && !target.startsWith('../')) return [];
        const [path = '', fragment] = target.split('#');
        const file =
          path === ''
            ? join(site, page)
            : path.startsWith('/')
              ? join(site, relative(base, decodeURI(path)))
              : join(site, dirname(page), decodeURI(path));
        const found = [file, join(file, 'index.html')].find(
          (one) => existsSync(one) && statSync(one).isFile(),
        );
        if (found === undefined) return [`${page}: ${target} leads to no file`];
        if (fragment === undefined || fragment === '' || !found.endsWith('.html')) return [];
        return anchorsOf(found).has(decodeURIComponent(fragment))
          ? []
          : [`${page}: ${target} leads to no anchor`];
      },
    );
  });
}

/** The site of another version lies beside this one where it is published. */
const otherVersion = /^\/([^#]*\/)?v\d+\.\d+\.\d+[^/]*\/index\.html$/;

/** Links of the texts that the site has beside its pages: each must lead to a file. */
export function brokenTextLinks(site: string, name: string, text: string): readonly string[] {
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, target = '']) => {
    if (/^([a-z]+:|#)/i.test(target)) return [];
    const [path = ''] = target.split('#');
    return existsSync(join(site, path)) ? [] : [`${name}: ${target} leads to no file`];
  });
}

function markup(html: string): string {
  return html.replaceAll(/(<script\b[^>]*>)[\s\S]*?<\/script>/g, '$1</script>');
}
