import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { importDemo, issueDemoLink } from '../../apps/api/demo.ts';
import { axeOn, comeTo, launch } from '../browser.ts';
import { runApi } from '../running-api.ts';
import { captionOf, type Picture, pagesPage, pictures, widths } from './pictures.ts';

/** `node test/screenshots/main.ts`: takes pictures of the main pages of the demo, and writes docs/reference/pages.md around them. */

const docs = join(import.meta.dirname, '../../docs');
const folder = join(docs, 'screenshots');
mkdirSync(folder, { recursive: true });

const api = await runApi({}, { whoIs: 'real', limits: 'none', demo: true });
await importDemo(api.house, api.folder);
await issueDemoLink(api.house);
await api.house.reads.waitFor((await api.house.store.head())!.position, 60_000);
const browser = await launch();

const pathOf = ({ path }: Picture): string => path.replace('{link}', `/g/${api.house.demoLink.token}`);

for (const width of widths)
  for (const picture of pictures) {
    const account = picture.account && { account: picture.account };
    const { context, page, faults } = await comeTo(browser, api, {
      width,
      height: width === 360 ? 740 : 900,
      ...account,
    });
    await page.goto(pathOf(picture));
    await page.locator('h1').first().waitFor();
    await page.waitForLoadState('networkidle').catch(() => undefined);
    const file = `${picture.name}-${width}.jpg`;
    writeFileSync(join(folder, file), await page.screenshot({ type: 'jpeg', quality: 62 }));
    const wrong = [...faults(), ...(await axeOn(page))];
    console.log(`${file}: ${captionOf(picture)}${wrong.length > 0 ? ` BUT ${wrong.join('; ')}` : ''}`);
    await context.close();
  }
writeFileSync(join(docs, 'reference/pages.md'), pagesPage());
await browser.close();
await api.close();
process.exit(0);
