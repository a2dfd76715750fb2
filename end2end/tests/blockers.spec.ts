// What holds rollouts up: reported in a town hall on a phone, and by a lead for hundreds at once.

import type { Page } from "@playwright/test";
import { expectMistake, submit } from "../support/form.ts";
import { type Visitor, invite, post } from "../support/people.ts";
import { expect, writing as test } from "../support/test.ts";

const LEAD = { role_lead: "on" };
const TOWN_HALL = { role_contact: "on", body: "092735218" };
const SIEGENBURG = "/kommunen/092735218";

/** Unfolds what is folded, whether or not the browser runs scripts. */
async function unfold(page: Page, title: string): Promise<void> {
  const details = page.locator("details").filter({ has: page.getByText(title, { exact: true }) });
  if ((await details.getAttribute("open")) === null) await details.locator("summary").click();
}

/** How often the sheet has the text. */
async function inSheet(page: Page, address: string, text: string): Promise<number> {
  const sheet = await page.request.get(address);
  return (await sheet.text()).split(text).length - 1;
}

test.describe("in a town hall", () => {
  test.use({ viewport: { width: 390, height: 844 } });

  let town: Visitor;
  let page: Page;

  test.beforeEach(async ({ server, admin, newBrowser }) => {
    town = await invite(server, admin, "siegenburg@lagebild.example", TOWN_HALL);
    page = await newBrowser(town);
    await page.setViewportSize({ width: 390, height: 844 });
  });

  test("three answers report a blocker, and one closes it", async ({ admin, newBrowser }) => {
    await page.goto(SIEGENBURG);
    await page.getByRole("link", { name: "Hindernis melden" }).click();
    await expect(page.getByRole("checkbox", { name: "Wohnsitz anmelden" })).toBeChecked();
    const script = "<script>alert(1)</script> Modul fehlt";
    await page.getByLabel("Was hält auf?").fill(script);
    await page.getByLabel("An welchem Kriterium liegt es?").selectOption({ label: "IT-Dienstleister" });
    await page.getByRole("radio", { name: "Hersteller" }).check();
    expect(await submit(page, "Melden")).toBe(303);

    await expect(page.getByRole("heading", { level: 1 })).toHaveText(script);
    await expect(page.getByRole("status")).toContainText("Das Hindernis steht jetzt bei einer Behörde neben dem Stand.");
    await expect(page.getByText("Hält eine Behörde auf; 5 Kommunen mit 9.802 Menschen warten darauf.")).toBeVisible();
    for (const address of [SIEGENBURG, "/leistungen/wohnsitzanmeldung?gebiet=09273", "/meine-kommune"]) {
      await page.goto(address);
      await expect(page.getByRole("link", { name: "1 Hindernis", exact: true })).toBeVisible();
    }
    await page.goto("/");
    await expect(page.getByRole("region", { name: "Hindernisse" })).toContainText(
      "Ein Hindernis hält eine Behörde auf; 5 Kommunen mit 9.802 Menschen warten darauf.",
    );
    await page.goto("/kommunen?suche=siegenburg");
    await expect(page.getByRole("row").getByRole("link", { name: "1 Hindernis", exact: true })).toBeVisible();

    await page.goto(SIEGENBURG);
    await page.getByRole("link", { name: "1 Hindernis", exact: true }).click();
    await unfold(page, "Ist behoben");
    expect(await submit(page, "Als behoben eintragen")).toBe(422);
    await expectMistake(page, "Was hat geholfen?", "Schreiben Sie in ein paar Worten, was geholfen hat.");
    await page.getByLabel("Was hat geholfen?").fill("Das Modul ist eingespielt");
    expect(await submit(page, "Als behoben eintragen")).toBe(303);
    await expect(page.getByRole("status")).toContainText("Damit hält das Hindernis niemanden mehr auf.");
    const steps = page.getByRole("region", { name: "Verlauf" }).getByRole("listitem").filter({ has: page.locator("b") });
    await expect(steps).toHaveCount(2);
    await expect(steps.first()).toContainText("Hindernis behoben");
    await expect(steps.first()).toContainText("Lösung: Das Modul ist eingespielt");
    await expect(steps.last()).toContainText("Hindernis eröffnet");
    await page.goto(SIEGENBURG);
    await expect(page.getByRole("link", { name: /Hindernis$/ })).toHaveCount(0);

    const audit = await newBrowser(admin);
    await audit.goto("/verwaltung/protokoll?was=hindernisse");
    await expect(audit.getByRole("row").filter({ hasText: "Hindernis behoben" })).toContainText(script);
    await expect(audit.getByRole("row").filter({ hasText: "Hindernis eröffnet" })).toHaveCount(1);
  });

  test("what cannot be is refused, and what was typed stays", async ({ server }) => {
    await page.goto("/hindernisse/neu");
    await page.getByLabel("Was hält auf?").fill("Modul fehlt");
    await page.getByRole("radio", { name: "Hersteller" }).check();
    await unfold(page, "Mehr angeben: seit wann, Frist, Schwere, Postfach, Nachweis");
    await page.getByLabel("Bis wann soll es behoben sein?").fill("31.12.2011");
    expect(await submit(page, "Melden")).toBe(422);
    await expectMistake(page, "An welchem Kriterium liegt es?", "Wählen Sie eine der Möglichkeiten aus.");
    await expect(page.getByRole("alert")).toContainText("Geben Sie denselben oder einen späteren Tag an.");
    await expect(page.getByLabel("Was hält auf?")).toHaveValue("Modul fehlt");
    await page.getByRole("checkbox", { name: "Wohnsitz anmelden" }).uncheck();
    await page.getByLabel("Bis wann soll es behoben sein?").fill("31.02.2027");
    expect(await submit(page, "Melden")).toBe(422);
    await expect(page.getByRole("alert")).toContainText("Wählen Sie mindestens eine Leistung einer Behörde aus.");
    await expect(page.getByRole("alert")).toContainText("Diesen Tag gibt es im Kalender nicht.");
    await expect(page.getByRole("checkbox", { name: "Wohnsitz anmelden" })).not.toBeChecked();

    // Past the page, for somebody else.
    const fields = { title: "x", criterion: "2", action_by: "vendor", opened_on: "01.10.2020" };
    const foreign = { ...fields, member_091715101_wohnsitzanmeldung: "on" };
    const refused = await post(server, "/hindernisse/neu", foreign, town.cookies);
    expect(refused.status).toBe(422);
    expect(await refused.text()).toContain("dürfen Sie nichts melden");
    await page.goto("/hindernisse/neu?behoerde=091715101");
    await expect(page.getByRole("status")).toContainText("Das ist nicht Ihre Behörde");
    await page.goto("/hindernisse");
    await expect(page.getByText("Noch ist kein Hindernis gemeldet")).toBeVisible();
  });
});

test("a lead opens a blocker for hundreds and closes it, in one action each, and every page agrees", async ({
  server,
  admin,
  newBrowser,
}) => {
  const page = await newBrowser(await invite(server, admin, "leitung@lagebild.example", LEAD));
  await page.goto("/hindernisse");
  await page.getByRole("link", { name: "Hindernis melden" }).click();
  await expect(page.getByText("Wählen Sie zuerst aus, um welche Behörden es geht.")).toBeVisible();
  await page.getByLabel("Leistung", { exact: true }).selectOption({ label: "Wohnsitz anmelden" });
  await page.getByLabel("Gebiet").selectOption({ label: "Oberbayern" });
  await page.getByRole("button", { name: "Auswählen" }).click();
  const [, count, communes, people] = /Das sind (\S+)\sBehörden; (\S+)\sKommunen mit (\S+)\sMenschen/.exec(
    await page.getByText(/^Das sind/).innerText(),
  )!;
  expect(Number(count)).toBeGreaterThan(200);
  await unfold(page, `${count} Namen anzeigen und einzelne abwählen`);
  await expect(page.getByRole("checkbox")).toHaveCount(Number(count));
  await expect(page.getByRole("checkbox", { name: "Markt Altomünster" })).toBeChecked();
  await page.getByLabel("Was hält auf?").fill("Modul ist nicht lieferbar");
  await page.getByLabel("An welchem Kriterium liegt es?").selectOption({ label: "IT-Dienstleister" });
  await page.getByRole("radio", { name: "Hersteller" }).check();
  expect(await submit(page, "Melden")).toBe(303);
  const blocker = new URL(page.url()).pathname;

  const waiting = `hält ${count} Behörden auf; ${communes} Kommunen mit ${people} Menschen warten darauf.`;
  const sheet = "/daten/behoerden.csv?leistung=wohnsitzanmeldung";
  await expect(page.getByText(waiting)).toBeVisible();
  for (const address of ["/", "/hindernisse"]) {
    await page.goto(address);
    await expect(page.getByText(`Ein Hindernis ${waiting}`)).toBeVisible();
  }
  const groups = page.getByRole("region", { name: "Worauf die meisten Menschen warten" });
  for (const [grouping, row] of [
    ["Kriterium", `IT-Dienstleister 1 ${count} ${communes} ${people}`],
    ["Hersteller", `nicht angegeben 1 ${count} ${communes} ${people}`],
    ["Am Zug", `Hersteller 1 ${count} ${communes} ${people}`],
  ] as const) {
    await groups.getByRole("link", { name: grouping, exact: true }).click();
    await expect(groups.getByRole("row", { name: row })).toBeVisible();
  }
  await page.goto("/leistungen/wohnsitzanmeldung?gebiet=09174");
  const marks = page.getByRole("link", { name: "1 Hindernis", exact: true });
  expect(await marks.count()).toBe(await page.getByRole("row").count() - 1);
  expect(await inSheet(page, sheet, ";Modul ist nicht lieferbar\r\n")).toBe(Number(count));
  expect(await inSheet(page, "/daten/hindernisse.csv", `;${Number(count)};`)).toBe(1);

  await page.goto(blocker);
  await unfold(page, "Ist behoben");
  await page.getByLabel("Was hat geholfen?").fill("Das Modul ist freigegeben");
  expect(await submit(page, "Als behoben eintragen")).toBe(303);
  await expect(page.getByText("Was geholfen hat: Das Modul ist freigegeben")).toBeVisible();
  await page.goto("/");
  await expect(page.getByText(/Ein Hindernis/)).toHaveCount(0);
  await page.goto("/hindernisse");
  await expect(page.getByText("Zurzeit ist kein Hindernis offen.")).toBeVisible();
  await page.goto("/leistungen/wohnsitzanmeldung?gebiet=09174");
  await expect(marks).toHaveCount(0);
  expect(await inSheet(page, sheet, ";Modul ist nicht lieferbar\r\n")).toBe(0);

  // It was too early, and one of them is past it all the same.
  await page.goto(blocker);
  await unfold(page, "Ist doch nicht behoben");
  await page.getByLabel("Warum ist es doch nicht behoben?").fill("Die Freigabe wurde zurückgezogen");
  expect(await submit(page, "Wieder öffnen")).toBe(303);
  await unfold(page, "Ist behoben");
  await page.getByLabel("Für wen ist es behoben?").selectOption({ label: "Markt Altomünster" });
  await page.getByLabel("Was hat geholfen?").fill("Eigenes Verfahren");
  expect(await submit(page, "Als behoben eintragen")).toBe(303);
  await expect(page.getByRole("status")).toContainText(`${Number(count) - 1} Behörden hält es noch auf.`);
  await unfold(page, "Neue Frist");
  await page.getByLabel("Neue Frist").fill("31.12.2030");
  await page.getByLabel("Warum?").fill("Lieferung verschoben");
  expect(await submit(page, "Frist speichern")).toBe(303);
  await unfold(page, "War ein Irrtum");
  await page.getByLabel("Was war der Irrtum?").fill("Doppelt gemeldet");
  expect(await submit(page, "Zurücknehmen")).toBe(303);
  await expect(page.getByText("Zurückgenommen: Doppelt gemeldet")).toBeVisible();
  const told = await page.getByRole("region", { name: "Verlauf" }).locator("li b").allInnerTexts();
  expect(told).toEqual([
    "Hindernis als Irrtum zurückgenommen",
    "Frist des Hindernisses verschoben",
    "Hindernis behoben",
    "Hindernis wieder geöffnet",
    "Hindernis behoben",
    "Hindernis eröffnet",
  ]);
});
