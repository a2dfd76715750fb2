// What becomes of what workshops found: put together, looked at, and put in order for the blueprint.

import type { Locator, Page } from "@playwright/test";
import { LOOKS } from "../support/check.ts";
import { expectMistake, submit } from "../support/form.ts";
import { expect, test as shown } from "../support/test.ts";
import { hosting as test } from "../support/workshop.ts";

const FIRST = "Das Modul des Herstellers ist nicht lieferbar, ein Termin fehlt.";
const SAME = "Kein Liefertermin für das Herstellermodul";
const OTHER = "Im Bürgerbüro fehlt Personal für die Einführung";

const WIDTHS = [1280, 390];

function done(page: Page, what: string): Promise<void> {
  return expect(page.getByRole("status").filter({ hasText: what })).toBeVisible();
}

function row(page: Page, words: string): Locator {
  return page.getByRole("row").filter({ hasText: words });
}

/** Opens a part that is folded away. */
async function unfold(page: Page, summary: string): Promise<void> {
  await page.locator("summary", { hasText: summary }).first().click();
}

for (const width of WIDTHS) {
  test(`at ${width} px: what says the same is united, looked through and put in order`, async ({ page, found }) => {
    await page.setViewportSize({ width, height: 900 });
    await found(FIRST, OTHER);
    await found(SAME, "Die Zertifikate für den DVDV-Eintrag sind abgelaufen.");
    await page.goto("/erkenntnisse");
    await expect(page.getByRole("status")).toHaveText(
      "4 Erkenntnisse aus 2 Workshops, davon noch keine für den Blueprint.",
    );
    await expect(page.getByRole("img", { name: "Neue Erkenntnisse je Workshop" })).toHaveCount(1);

    // The other one is suggested, and in one click both are one.
    await row(page, FIRST).getByRole("link").click();
    const similar = page.getByRole("region", { name: "Sagt eine andere dasselbe?" });
    await expect(similar.getByRole("listitem")).toHaveCount(1);
    await expect(similar).toContainText(SAME);
    await similar.getByRole("button", { name: /^Erkenntnis \d+ mit dieser zusammenführen$/ }).click();
    await done(page, "Zusammengeführt");
    const wordings = page.getByRole("region", { name: "Ein weiterer Wortlaut" });
    await expect(wordings).toContainText(SAME);
    await expect(wordings).toContainText("aufgeschrieben von Konrad Kommune");
    await expect(page.getByRole("main")).toContainText("2 Workshops");

    // One click each, from the page and from the list.
    await page.getByRole("button", { name: /in den Blueprint aufnehmen$/ }).click();
    await done(page, "Im Blueprint");
    await page.goto("/erkenntnisse");
    await row(page, OTHER).getByRole("button", { name: /in den Blueprint aufnehmen$/ }).click();
    await done(page, "Im Blueprint");
    await expect(page.getByRole("status").first()).toHaveText("3 Erkenntnisse aus 2 Workshops, davon 2 für den Blueprint.");

    await page.getByRole("link", { name: "Blueprint", exact: true }).click();
    const places = page.locator(".lb-blueprint > li");
    await expect(places).toContainText([FIRST, OTHER]);
    await places.last().getByRole("button", { name: /nach oben$/ }).click();
    await done(page, "Die Reihenfolge ist geändert");
    await expect(places).toContainText([OTHER, FIRST]);
    await unfold(page, "Anmerkung schreiben");
    await places.first().getByLabel(/^Anmerkung zu/).fill("Gilt für alle <b>Bürgerbüros</b>.");
    expect(await submit(page, "Anmerkung speichern")).toBe(303);
    await expect(places.first()).toContainText("Gilt für alle <b>Bürgerbüros</b>.");
    await places.last().getByRole("button", { name: /aus dem Blueprint nehmen$/ }).click();
    await expect(places).toHaveCount(1);

    // And apart again.
    await page.goto("/erkenntnisse");
    await row(page, FIRST).getByRole("link").click();
    await page.getByRole("button", { name: /wieder trennen$/ }).click();
    await done(page, "Wieder getrennt");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(/^Erkenntnis \d+$/);
    await page.goto("/erkenntnisse");
    await expect(page.getByRole("status")).toHaveText("4 Erkenntnisse aus 2 Workshops, davon 1 für den Blueprint.");
  });
}

test("a finding is corrected, rejected with a reason, and its history tells", async ({ page, found, forEverybody }) => {
  await found(FIRST, OTHER);
  await page.goto("/erkenntnisse");
  await row(page, OTHER).getByRole("link").click();
  await page.getByRole("link", { name: "Bearbeiten" }).click();
  await page.getByLabel("Wortlaut").fill("x".repeat(5000));
  expect(await submit(page)).toBe(422);
  await expectMistake(page, "Wortlaut", "Der Text hat 5.000 Zeichen, möglich sind 4.000. Kürzen Sie ihn.");
  await page.getByLabel("Wortlaut").fill("Es fehlt Personal.");
  await page.getByRole("radio", { name: "Empfehlung" }).check();
  await page.getByLabel("Kriterium").selectOption("Personal");
  await page.getByLabel("Wohnsitz anmelden").check();
  await page.getByLabel(/^1\. Behörde/).fill("VG Siegenburg");
  await page.getByLabel(/^2\. Behörde/).fill("09273");
  expect(await submit(page)).toBe(303);
  await done(page, "Die Erkenntnis ist geändert");
  for (const text of ["Es fehlt Personal.", "Personal", "Wohnsitz anmelden", "VG Siegenburg", "Landkreis Kelheim"]) {
    await expect(page.locator(".lb-card").first()).toContainText(text);
  }

  await unfold(page, "Anders entscheiden");
  await page.getByLabel("verworfen").check();
  expect(await submit(page, "Stand speichern")).toBe(422);
  await page.getByLabel("Begründung").fill("Steht schon im Leitfaden.");
  expect(await submit(page, "Stand speichern")).toBe(303);
  await done(page, "Der Stand ist geändert");
  const history = page.getByRole("region", { name: "Verlauf" });
  for (const text of ["neu → verworfen", "„Steht schon im Leitfaden.“", "nichts → Landkreis Kelheim"]) {
    await expect(history).toContainText(text);
  }
  await forEverybody(/^Erkenntnis \d+$/, LOOKS);

  await page.goto("/erkenntnisse");
  await expect(page.getByRole("status")).toHaveText(/^Eine Erkenntnis aus einem Workshop/);
  await page.getByRole("link", { name: "Verworfene anzeigen" }).click();
  await expect(row(page, "Es fehlt Personal.")).toBeVisible();
});

test("of two who edit at once, the second sees both versions", async ({ page, found, host, newBrowser }) => {
  await found(FIRST);
  await page.goto("/erkenntnisse");
  await row(page, FIRST).getByRole("link").click();
  await page.getByRole("link", { name: "Bearbeiten" }).click();
  const second = await newBrowser(host);
  await second.goto(page.url());
  await page.getByLabel("Wortlaut").fill("Zuerst gespeichert");
  expect(await submit(page)).toBe(303);
  await second.getByLabel("Wortlaut").fill("Danach getippt");
  expect(await submit(second)).toBe(409);
  await expect(second.getByRole("region", { name: "Inzwischen gespeichert" })).toContainText("Zuerst gespeichert");
  await expect(second.getByRole("region", { name: "Ihre Fassung" })).toContainText("Danach getippt");
  expect(await submit(second)).toBe(303);
  await expect(second.getByRole("main")).toContainText("Danach getippt");
});

shown.describe(() => {
  shown.use({ as: "facilitator" });
  for (const [name, address, heading] of [
    ["findings", "/erkenntnisse", "Erkenntnisse"],
    ["findings under a filter", "/erkenntnisse?art=obstacle&leistung=wohnsitzanmeldung", "Erkenntnisse"],
    ["nothing found", "/erkenntnisse?art=question&stand=adopted&kriterium=9", "Erkenntnisse"],
    ["the blueprint", "/erkenntnisse/blueprint", "Blueprint"],
    ["a finding", "/erkenntnisse/1", "Erkenntnis 1"],
    ["the form of a finding", "/erkenntnisse/1/bearbeiten", "Erkenntnis 1 bearbeiten"],
  ] as const) {
    shown(`${name}: for everybody, at any size`, async ({ page, forEverybody }) => {
      await page.goto(address);
      await forEverybody(heading, LOOKS);
    });
  }
});
