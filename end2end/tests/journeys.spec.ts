// The three jobs, each from the sign-in page to its result: a contact answers for its authority, a lead deals with a
// blocker that many share, a facilitator leads a workshop. On a phone and on a desk.

import type { Page } from "@playwright/test";
import { fillIn, submit } from "../support/form.ts";
import { DEMO_PASSWORD } from "../support/people.ts";
import { type Demonstrator, expect, playing as test } from "../support/test.ts";

async function begin(page: Page, who: Demonstrator): Promise<void> {
  await page.goto("/anmelden");
  expect(await fillIn(page, `${who}@demo.example`, DEMO_PASSWORD)).toBe(303);
}

/** Follows the main navigation, which is folded on a phone. */
async function go(page: Page, name: string): Promise<void> {
  const menu = page.locator(".lb-menu > summary");
  if (await menu.isVisible()) await menu.click();
  await page.getByRole("navigation", { name: "Hauptnavigation" }).getByRole("link", { name, exact: true }).click();
}

for (const viewport of [
  { width: 390, height: 844 },
  { width: 1280, height: 900 },
]) {
  test.describe(`at ${viewport.width} px`, () => {
    test.use({ viewport });

    test("a contact says how things stand and reports what is in the way", async ({ page }) => {
      await begin(page, "contact");
      await expect(page).toHaveURL("/meine-kommune");
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("Markt Meitingen");
      await page.getByRole("button", { name: /^Stimmt noch/ }).click();
      await expect(page.getByRole("status").filter({ hasText: "Danke, gespeichert" })).toBeVisible();
      await page.getByRole("link", { name: "Hindernis melden" }).first().click();
      // What is live is seldom held up, and can be all the same.
      await page.getByRole("link", { name: "Auch anzeigen, was live ist" }).click();
      await page.getByLabel("Was hält auf?").fill("Schulung fällt aus");
      await page.getByLabel("An welchem Kriterium liegt es?").selectOption({ label: "Personal" });
      await page.getByRole("radio", { name: "Behörde vor Ort" }).check();
      expect(await submit(page, "Melden")).toBe(303);
      await expect(page.getByRole("heading", { level: 1 })).toContainText("Schulung fällt aus");
      await go(page, "Meine Kommune");
      await expect(page.locator("main")).toContainText("Schulung fällt aus");
      await page.goto("/kommunen/097720177177");
      await expect(page.getByRole("region", { name: "Leistungen" })).toContainText("1 Hindernis");
    });

    test("a lead sees who waits for what, and closes what many share", async ({ page }) => {
      await begin(page, "lead");
      await expect(page).toHaveURL("/");
      await go(page, "Hindernisse");
      const title = "Schnittstelle zur Wohnsitzanmeldung erst mit der nächsten Version";
      await page.getByRole("link", { name: title }).first().click();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(title);
      const resolution = page.getByLabel("Was hat geholfen?");
      if (!(await resolution.isVisible())) {
        await page.locator("summary", { hasText: "ehoben" }).first().click();
      }
      await resolution.fill("Der Hersteller hat ausgeliefert");
      expect(await submit(page, "Als behoben eintragen")).toBe(303);
      await expect(page.locator("main")).toContainText("Der Hersteller hat ausgeliefert");
      await go(page, "Hindernisse");
      await expect(page.getByRole("link", { name: title })).toHaveCount(0);
    });

    test("a facilitator plans a workshop, leads it and writes down what is said", async ({ page }) => {
      await begin(page, "facilitator");
      await go(page, "Workshops");
      await page.getByRole("link", { name: "Workshop planen" }).click();
      await page.getByLabel("Titel", { exact: true }).fill("Nachlese in Kelheim");
      await page.getByLabel("Tag", { exact: true }).fill("23.11.2026");
      await page.getByLabel("1. Behörde").fill("Landkreis Kelheim");
      expect(await submit(page, "Planen")).toBe(303);
      expect(await submit(page, "Beginnen")).toBe(303);
      await page.getByRole("link", { name: "Erkenntnisse erfassen" }).click();
      const said = page.getByLabel("Was wurde gesagt?");
      await said.fill("/e /1 Tandems haben getragen");
      await said.press("Enter");
      await expect(page.locator("#eintraege > li").first()).toContainText(/Erfolgsfaktor\s*Personal/);
      await go(page, "Erkenntnisse");
      await expect(page.locator("main")).toContainText("Tandems haben getragen");
    });
  });
}
