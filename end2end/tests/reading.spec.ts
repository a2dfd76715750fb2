// The project lead's way: where does the Land stand, as of when, and why?

import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { number, of } from "../support/german.ts";
import { TODAY, expect, test } from "../support/test.ts";

const COMMITMENTS = ["wohnsitzanmeldung", "fuehrerschein", "aufenthaltstitel", "bauen", "waffenrecht"];

test("one screen says how far the Land is, in all three measures", async ({ page, program, demo }) => {
  const total = await program.coverage(demo.database, "--today", TODAY);
  await page.goto("/");

  await expect(page.getByText("noch 38 Tage bis zum Ziel am 31.12.2026")).toBeVisible();
  const measures = page.getByRole("region", { name: "Drei Maße, ein Stand" });
  for (const count of [total.authorities, total.communes, total.inhabitants]) {
    await expect(measures).toContainText(of(count));
    await expect(measures).toContainText(`${number(count.unknown)} unbekannt`);
  }
  await expect(measures.getByText("Nein.")).toBeVisible();
  await expect(page.getByText(/schwächste Zusage: \S/)).toBeVisible();
  const sentence = page.getByRole("paragraph").filter({ hasText: "Auf dem Weg zu" });
  await expect(sentence).toContainText(/In den letzten vier Wochen kamen [\d.]+\sMenschen hinzu\./);
  await expect(page.getByRole("region", { name: "Zuletzt" }).getByRole("listitem").first()).toBeVisible();
});

test("each commitment has its line, and none of its figures is made up", async ({ page, program, demo }) => {
  await page.goto("/");
  const rows = page.getByRole("region", { name: "Die Zusagen" }).locator("tbody tr");
  await expect(rows).toHaveCount(COMMITMENTS.length);
  for (const [place, slug] of COMMITMENTS.entries()) {
    const args = ["--today", TODAY, "--commitment", slug];
    const { authorities, communes, inhabitants } = await program.coverage(demo.database, ...args);
    const row = rows.nth(place);
    await expect(row).toContainText(of(authorities));
    await expect(row).toContainText(number(communes.live));
    await expect(row).toContainText(number(inhabitants.live));
    await expect(row.getByRole("img")).toHaveAccessibleName(/\S/);
    await expect(row.getByRole("cell").last()).toHaveText("nein");
  }
});

for (const [width, shown, hidden] of [
  [1280, "verlauf", "verlauf-schmal"],
  [390, "verlauf-schmal", "verlauf"],
] as const) {
  test(`the chart is told in words, at ${width} px`, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 });
    await page.goto("/");
    const chart = page.locator(`svg[aria-labelledby="${shown}-t ${shown}-d"]`);
    await expect(chart).toBeVisible();
    await expect(chart).toHaveRole("img");
    await expect(chart).toHaveAccessibleName(/Abdeckung über die Zeit, gemessen in Menschen/);
    await expect(chart.locator("desc")).toHaveText(/Zielpfad/);
    await expect(chart.getByText("heute", { exact: true })).toBeVisible();
    await expect(page.locator(`svg[aria-labelledby="${hidden}-t ${hidden}-d"]`)).toBeHidden();
  });
}

test("the figures of the chart are in a table and in a sheet", async ({ page, program, demo }) => {
  const { authorities, communes, inhabitants } = await program.coverage(demo.database, "--today", TODAY);
  await page.goto("/");
  const table = page.getByRole("table", { name: "Abdeckung in Menschen, Woche für Woche" });
  await expect(table).toBeHidden();
  await page.getByText("Als Tabelle anzeigen").first().click();
  await expect(table).toBeVisible();
  const latest = table.locator("tbody tr").first();
  await expect(latest.getByRole("rowheader")).toHaveText("23.11.2026");
  await expect(latest).toContainText(number(inhabitants.live));

  const downloading = page.waitForEvent("download");
  await page.getByRole("link", { name: "CSV: Verlauf" }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toBe(`lagebild-verlauf-alle-09-${TODAY}.csv`);
  const sheet = await readFile(await download.path(), "utf8");
  expect(sheet.startsWith("\u{feff}Gebiet;"), "what German Excel needs").toBe(true);
  const [head, ...lines] = sheet.slice(1).trimEnd().split("\r\n");
  expect(lines.length).toBe(await table.locator("tbody tr").count());
  const cells = lines.at(-1)!.split(";");
  const last = Object.fromEntries(head!.split(";").map((column, place) => [column, cells[place]]));
  expect(last).toMatchObject({ Gebiet: "Bayern", Tag: "23.11.2026" });
  for (const [name, count] of Object.entries({ Behörden: authorities, Kommunen: communes, Menschen: inhabitants })) {
    expect(last).toMatchObject({
      [`${name} live`]: String(count.live),
      [`${name} unbekannt`]: String(count.unknown),
      [`${name} gesamt`]: String(count.total),
      [`${name} Anteil bestätigt`]: expect.stringMatching(/^\d+,\d{4}$/),
    });
  }
});

test("measure, service and scope are chosen by filters", async ({ page, program, demo }) => {
  await page.goto("/");
  await page.getByRole("group", { name: "Gemessen in" }).getByRole("link", { name: "Kommunen" }).click();
  await expect(page).toHaveURL("/?gemessen=kommunen");
  await page.getByLabel("Leistung", { exact: true }).selectOption("bauen");
  await page.getByLabel("Gebiet", { exact: true }).selectOption("092");
  await page.getByRole("button", { name: "Anzeigen" }).click();

  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Wo steht Niederbayern?");
  expect(Object.fromEntries(new URL(page.url()).searchParams)).toMatchObject({
    gemessen: "kommunen",
    leistung: "bauen",
    gebiet: "092",
  });
  const args = ["--today", TODAY, "--commitment", "bauen", "--scope", "092"];
  const { authorities, communes, inhabitants } = await program.coverage(demo.database, ...args);
  for (const count of [authorities, communes, inhabitants]) {
    await expect(page.getByRole("region", { name: "Drei Maße, ein Stand" })).toContainText(of(count));
  }
  await expect(page.getByText(/der Kommunen haben „.*“ online/)).toBeVisible();
  // The choice stays chosen.
  await expect(page.getByLabel("Leistung", { exact: true })).toHaveValue("bauen");
  await expect(page.getByLabel("Gebiet", { exact: true })).toHaveValue("092");
  await expect(page.getByRole("heading", { name: "Nach Kreis" })).toBeVisible();
});

test("a past day is shown, says so, and leads back", async ({ page, program, demo }) => {
  const then = await program.coverage(demo.database, "--today", TODAY, "--on", "2026-06-30");
  const now = await program.coverage(demo.database, "--today", TODAY);
  expect(then.inhabitants.live).toBeLessThan(now.inhabitants.live);

  await page.goto("/?gemessen=behoerden");
  await page.getByLabel("Stichtag", { exact: true }).fill("2026-06-30");
  await page.getByRole("button", { name: "Anzeigen" }).click();
  await expect(page.getByText("Sie sehen den 30.06.2026")).toBeVisible();
  const measures = page.getByRole("region", { name: "Drei Maße, ein Stand" });
  await expect(measures).toContainText(of(then.authorities));

  await page.getByRole("link", { name: "Zum heutigen Stand" }).click();
  await expect(page).toHaveURL("/?gemessen=behoerden");
  await expect(page.getByText("Sie sehen den")).toHaveCount(0);
  await expect(measures).toContainText(of(now.authorities));
});

test("a day that cannot be shown is not shown as another one without a word", async ({ page }) => {
  await page.goto("/?stand=2099-01-01");
  await expect(page.getByText("Die Auswahl wurde angepasst")).toBeVisible();
  await expect(page.getByText("Stand 23.11.2026", { exact: false }).first()).toBeVisible();
});

test("from the Land to the town hall in four clicks", async ({ page, program, demo }) => {
  await page.goto("/?stand=2026-09-30");
  await page.getByRole("region", { name: "Die Zusagen" }).getByRole("link", { name: "Wohnsitz anmelden" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Wohnsitz anmelden");
  await expect(page.getByText("Sie sehen den 30.09.2026"), "the day goes along").toBeVisible();

  await page.getByRole("link", { name: "Landkreis Kelheim" }).click();
  const args = ["--today", TODAY, "--on", "2026-09-30", "--service", "wohnsitzanmeldung", "--scope", "09273"];
  const { authorities } = await program.coverage(demo.database, ...args);
  await expect(page.getByText(`Landkreis Kelheim · Stand 30.09.2026`)).toBeVisible();
  const single = page.getByRole("region", { name: "Die Behörden im Einzelnen" }).locator("tbody tr");
  await expect(single).toHaveCount(authorities.total);
  await expect(single.filter({ has: page.locator("td", { hasText: /^live$/ }) })).toHaveCount(authorities.live);

  await page.getByRole("link", { name: "VG Siegenburg" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("VG Siegenburg");
  await page.getByRole("region", { name: "Kommunen" }).getByRole("link", { name: "Markt Siegenburg" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Markt Siegenburg");
  await expectWay(page, ["Bayern", "Niederbayern", "Landkreis Kelheim", "VG Siegenburg", "Markt Siegenburg"]);
});

test("after the deadline the page says so", async ({ page, serve, newDatabase, program }) => {
  const database = await newDatabase();
  await program.succeed(database, "demo", "--today", "2027-01-20");
  const late = await serve(database, "--today", "2027-01-20");
  const answer = await page.request.get(`${late.url}/`);
  expect(await answer.text()).toContain("20 Tage nach dem Ziel vom 31.12.2026");
});

test("the keyboard jumps over the header", async ({ page }) => {
  for (const address of ["/", "/kommunen", "/kommunen/092735218"]) {
    await page.goto(address);
    await page.keyboard.press("Tab");
    const skip = page.getByRole("link", { name: "Zum Inhalt springen" });
    await expect(skip).toBeFocused();
    await expect(skip).toBeInViewport();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    await expect(page.getByRole("main").locator(":focus")).toHaveCount(1);
  }
});

async function expectWay(page: Page, names: string[]): Promise<void> {
  await expect(page.getByRole("navigation", { name: "Sie sind hier" }).getByRole("listitem")).toHaveText(names);
}
