import { AxeBuilder } from "@axe-core/playwright";
import { type Page, expect } from "@playwright/test";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** What changes how a page looks. */
export interface Look {
  width: number;
  colorScheme: "light" | "dark";
}

const [WIDE, NARROW] = [1280, 390];

/** Enough for what differs from a page that is looked at in all ways. */
export const SOME_LOOKS: Look[] = [
  { width: WIDE, colorScheme: "light" },
  { width: NARROW, colorScheme: "dark" },
];

/** All ways to look at a page. */
export const LOOKS: Look[] = [
  ...SOME_LOOKS,
  { width: WIDE, colorScheme: "dark" },
  { width: NARROW, colorScheme: "light" },
];

/** The page is the one that is meant, and everybody can use it at any size. */
export async function expectForEverybody(page: Page, heading: string | RegExp, looks: Look[]): Promise<void> {
  await expect(page.locator("html")).toHaveAttribute("lang", "de");
  await expect(page).toHaveTitle(/Lagebild$/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(heading);
  await expect(page.getByRole("contentinfo").getByRole("link", { name: "Impressum" })).toBeVisible();

  // What is folded away is on the page too; but for the menu of a phone, which would lie over it.
  await page.locator("details:not(.lb-menu)").evaluateAll((all) => all.forEach((details) => details.toggleAttribute("open", true)));
  await expectNoBarriers(page, looks);
  for (const width of [NARROW, 320]) {
    await page.setViewportSize({ width, height: 900 });
    await expectNoOverflow(page);
  }
}

/** axe finds nothing wrong with the page. */
export async function expectNoBarriers(page: Page, looks: Look[]): Promise<void> {
  for (const { width, colorScheme } of looks) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme });
    expect.soft(await barriers(page), `${width} px, ${colorScheme}`).toEqual([]);
  }
}

/** What axe finds wrong with the page as it is shown, as lines to read. */
async function barriers(page: Page): Promise<string[]> {
  // The page has no frames; without them the simpler way of running is enough, and faster.
  const axe = new AxeBuilder({ page }).options({ resultTypes: ["violations"] }).withTags(RULES).setLegacyMode();
  const { violations } = await axe.analyze();
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id}: ${help}: ${node.target.join(" ")}: ${node.failureSummary ?? ""}`),
  );
}

/** Nothing makes the page wider than the window. */
async function expectNoOverflow(page: Page): Promise<void> {
  const { width, widest, culprits } = await page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    const scrolls = (element: Element): boolean =>
      ["auto", "scroll", "hidden", "clip"].includes(getComputedStyle(element).overflowX);
    const isInsideScroller = (element: Element): boolean => {
      for (let at = element.parentElement; at !== null && at !== document.body; at = at.parentElement) {
        if (scrolls(at)) return true;
      }
      return false;
    };
    const culprits = [...document.body.querySelectorAll("*")]
      .filter((element) => element.getBoundingClientRect().right > width + 1 && !isInsideScroller(element))
      .map((element) => `${element.tagName.toLowerCase()}.${element.getAttribute("class") ?? ""}`);
    return { width, widest: document.documentElement.scrollWidth, culprits: culprits.slice(0, 5) };
  });
  expect(widest, `page at ${width}px, pushed by ${culprits.join(", ")}`).toBeLessThanOrEqual(width);
}
