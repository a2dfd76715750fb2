// What can be typed wrong: a clear message, nothing lost, nothing changed.

import type { Page } from "@playwright/test";
import { submit } from "../support/form.ts";
import type { Program, Server } from "../support/program.ts";
import { expect, writing as test } from "../support/test.ts";

test.use({ viewport: { width: 390, height: 844 } });

const FORM = "/kommunen/092735218/leistungen/wohnsitzanmeldung";

const FIELDS = {
  effective_on: "Seit wann gilt das?",
  planned_on: "Geplanter Start",
  vendor: "Hersteller oder IT-Dienstleister",
  link: "Adresse des Onlinedienstes",
  note: "Bemerkung",
} as const;

const LONG = "ä".repeat(5_000);

for (const [name, field, typed, message] of [
  ["a day that the calendar does not have", "effective_on", "31.02.2026", "Diesen Tag gibt es im Kalender nicht."],
  ["a day in words", "effective_on", "gestern", "Schreiben Sie das Datum als TT.MM.JJJJ"],
  ["a day in the future", "effective_on", "01.01.2099", "Dieser Tag liegt in der Zukunft."],
  ["a day before there was anything", "effective_on", "31.12.2009", "Dieser Tag liegt vor 2010."],
  ["no day", "effective_on", "", "Geben Sie ein Datum an"],
  ["a plan for a day that does not exist", "planned_on", "30.02.2027", "Diesen Tag gibt es im Kalender nicht."],
  ["a link that is a script", "link", "javascript:alert(1)", "Geben Sie eine vollständige Adresse an"],
  ["a note that is too long", "note", LONG, "Der Text hat 5.000 Zeichen, möglich sind 4.000."],
] as const) {
  test(`${name} is refused and explained`, async ({ page, program, server }) => {
    await page.goto(FORM);
    await page.getByRole("radio", { name: "live", exact: true }).check();
    await page.getByLabel(FIELDS.vendor).fill("Musterdienst & Söhne");
    await page.getByLabel(FIELDS[field]).fill(typed);
    expect(await submit(page)).toBe(422);

    const summary = page.getByRole("alert");
    await expect(summary).toBeFocused();
    await expect(summary.getByRole("heading")).toHaveText("Bitte prüfen Sie Ihre Angaben");
    await expect(page).toHaveTitle(/^Fehler: /);
    const input = page.getByLabel(FIELDS[field]);
    await expect(input).toHaveAttribute("aria-invalid", "true");
    await expect(input).toHaveAccessibleDescription(new RegExp(escaped(message)));
    await summary.getByRole("link", { name: message }).click();
    await expect(input).toBeFocused();

    // Nothing of what was typed is lost.
    await expect(input).toHaveValue(typed);
    await expect(page.getByLabel(FIELDS.vendor)).toHaveValue("Musterdienst & Söhne");
    await expect(page.getByRole("radio", { name: "live", exact: true })).toBeChecked();
    await expectNothingRecorded(page, program, server);

    // And what was wrong can be put right there.
    await input.fill(field === "effective_on" ? "03.03.2025" : "");
    expect(await submit(page)).toBe(303);
    await expect(page.getByRole("status").filter({ hasText: "Gespeichert" })).toBeVisible();
  });
}

test("several mistakes are told at once", async ({ page, program, server }) => {
  await page.goto(FORM);
  await page.getByLabel(FIELDS.effective_on).fill("31.04.2026");
  await page.getByLabel(FIELDS.link).fill("siegenburg.de");
  expect(await submit(page)).toBe(422);
  const links = page.getByRole("alert").getByRole("link");
  await expect(links).toHaveText([/Wählen Sie aus, wie der Stand ist/, /im Kalender nicht/, /vollständige Adresse/]);
  await links.first().click();
  await expect(page.getByRole("group", { name: "Wie ist der Stand?" })).toBeFocused();
  await expectNothingRecorded(page, program, server);
});

test("a stage that does not exist is refused", async ({ page, request, program, server }) => {
  const form = { stage: "fertig", effective_on: "2025-03-03", version: "0" };
  const answer = await request.post(FORM, { form });
  expect(answer.status()).toBe(422);
  expect(await answer.text()).toContain("Diesen Stand gibt es nicht. Wählen Sie einen aus der Liste.");
  await expectNothingRecorded(page, program, server);
});

test("a form without its version is refused", async ({ page, request, program, server }) => {
  for (const version of [undefined, "", "neueste"]) {
    const form = { stage: "live", effective_on: "2025-03-03", ...(version === undefined ? {} : { version }) };
    const answer = await request.post(FORM, { form });
    expect(answer.status()).toBe(422);
    expect(await answer.text()).toContain("Das Formular war unvollständig");
  }
  await expectNothingRecorded(page, program, server);
});

test("five megabytes are refused with a page of ours", async ({ page, program, server }) => {
  await page.goto(FORM);
  await page.getByRole("radio", { name: "live", exact: true }).check();
  await page.getByLabel(FIELDS.note).evaluate((note: HTMLTextAreaElement) => (note.value = "x".repeat(5_000_000)));
  expect(await submit(page)).toBe(413);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Die Eingabe ist zu groß");
  await expect(page.getByText("Es wurde nichts gespeichert.")).toBeVisible();
  await expectNothingRecorded(page, program, server);
});

test("markup stays text wherever it is shown", async ({ page }) => {
  const evil = `<script>document.title = "gekapert"</script><b onclick="x()">"fett"</b>`;
  await page.goto(FORM);
  await page.getByRole("radio", { name: "im Test" }).check();
  await page.getByLabel(FIELDS.vendor).fill(evil);
  await page.getByLabel(FIELDS.note).fill(`${evil}</textarea>`);
  await page.getByLabel(FIELDS.effective_on).fill(`"><script>`);
  expect(await submit(page)).toBe(422);
  await expect(page.getByLabel(FIELDS.vendor)).toHaveValue(evil);
  await expect(page.getByLabel(FIELDS.note)).toHaveValue(`${evil}</textarea>`);
  await page.getByLabel(FIELDS.effective_on).fill("03.03.2025");
  expect(await submit(page)).toBe(303);

  const history = page.locator("details", { hasText: "Wohnsitz anmelden" });
  await history.locator(":scope > summary").click();
  await expect(history.getByRole("listitem")).toContainText(`Hersteller ${evil}`);
  await expect(history.locator(".lb-note")).toHaveText(`${evil}</textarea>`);
  for (const address of [page.url(), FORM, "/", "/leistungen/wohnsitzanmeldung?gebiet=092735218"]) {
    await page.goto(address);
    await expect(page).toHaveTitle(/Lagebild$/);
    await expect(page.locator("main script, [onclick]")).toHaveCount(0);
  }
});

test("who is not the authority is told who is", async ({ page, request, program, server }) => {
  const commune = "/kommunen/092735218172";
  await page.goto(`${commune}/leistungen/wohnsitzanmeldung`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Markt Siegenburg ist nicht zuständig");
  await expect(page.getByRole("main")).toContainText("VG Siegenburg, Schlüssel 092735218");
  const form = { stage: "live", effective_on: "2025-03-03", version: "0" };
  const answer = await request.post(`${commune}/leistungen/wohnsitzanmeldung`, { form });
  expect(answer.status()).toBe(422);
  expect(await answer.text()).toMatch(/VG Siegenburg.*092735218\b/s);
  await expectNothingRecorded(page, program, server);
  await page.goto(`${commune}/leistungen/wohnsitzanmeldung`);
  await page.getByRole("link", { name: "VG Siegenburg" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("VG Siegenburg");
});

test("an entry that contradicts a later one is refused", async ({ page, program, server }) => {
  const preparing = ["--stage", "preparing", "--effective-on", "2025-05-05"];
  await set(program, server, preparing);
  const before = await program.coverage(server.database, "--service", "wohnsitzanmeldung");
  await page.goto(FORM);
  await page.getByRole("radio", { name: "live", exact: true }).check();
  await page.getByLabel(FIELDS.effective_on).fill("03.03.2025");
  expect(await submit(page)).toBe(422);
  const summary = page.getByRole("alert");
  await expect(summary.getByRole("heading")).toHaveText("Die Angabe widerspricht einem späteren Eintrag");
  await expect(summary).toContainText("Für den 05.05.2025 ist schon „in Vorbereitung“ eingetragen.");
  await summary.getByRole("link").click();
  await expect(page.getByLabel(FIELDS.effective_on)).toBeFocused();
  await expect(page.getByLabel(FIELDS.effective_on)).toHaveValue("03.03.2025");
  expect(await program.coverage(server.database, "--service", "wohnsitzanmeldung")).toEqual(before);

  await page.getByLabel(FIELDS.effective_on).fill("5.5.2025");
  expect(await submit(page)).toBe(303);
  await expect(page.getByRole("status").filter({ hasText: "Gespeichert" })).toContainText("live seit 05.05.2025");
});

test("a form on a page of somebody else is refused", async ({ page, program, server }) => {
  const fields = ["stage=live", "effective_on=03.03.2025", "version=0"].map((field) => field.split("="));
  const inputs = fields.map(([name, value]) => `<input name="${name}" value="${value}">`).join("");
  await page.setContent(`<form method="post" action="${server.url}${FORM}">${inputs}<button>Gewinn!</button></form>`);
  expect(await submit(page, "Gewinn!")).toBe(403);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Diese Anfrage wird nicht angenommen");
  await expectNothingRecorded(page, program, server);
});

test("a retraction needs a reason, and happens once", async ({ page, program, server }) => {
  await set(program, server, ["--stage", "live", "--effective-on", "2025-05-05"]);
  await page.goto("/kommunen/092735218");
  const history = page.locator("details", { hasText: "Wohnsitz anmelden" });
  await history.locator(":scope > summary").click();
  await history.getByRole("link", { name: "Eintrag zurücknehmen" }).click();
  const form = page.url();
  expect(await submit(page, "Zurücknehmen")).toBe(422);
  await expect(page.getByRole("alert")).toBeFocused();
  await page.getByRole("alert").getByRole("link").click();
  await expect(page.getByLabel("Was war falsch?")).toBeFocused();
  const live = async (): Promise<number> =>
    (await program.coverage(server.database, "--service", "wohnsitzanmeldung")).authorities.live;
  expect(await live()).toBe(1);

  await page.getByLabel("Was war falsch?").fill("Verwechselt");
  expect(await submit(page, "Zurücknehmen")).toBe(303);
  expect(await live()).toBe(0);
  await page.goto(form);
  await expect(page.getByText("Dieser Eintrag ist schon zurückgenommen.")).toBeVisible();
});

/** Sends the form and returns the status of the answer. */
async function set(program: Program, server: Server, args: string[]): Promise<void> {
  const what = ["--authority", "092735218", "--service", "wohnsitzanmeldung"];
  await program.succeed(server.database, "status", "set", ...what, ...args);
}

async function expectNothingRecorded(page: Page, program: Program, server: Server): Promise<void> {
  const { authorities } = await program.coverage(server.database, "--service", "wohnsitzanmeldung");
  expect(authorities).toEqual({ live: 0, unknown: 1_385, total: 1_385 });
  const body = await page.request.get(`${server.url}/kommunen/092735218`);
  expect(await body.text(), "no history yet").not.toContain("Verlauf");
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
