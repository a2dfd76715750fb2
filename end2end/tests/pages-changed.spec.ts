// Pages that are only there after something has happened, on servers of their own: for everybody, at any size.

import type { Page } from "@playwright/test";
import { submit } from "../support/form.ts";
import { DEMO_PASSWORD, PASSWORD, post, signIn } from "../support/people.ts";
import type { Server } from "../support/program.ts";
import { TODAY, expect, test as base, writing } from "../support/test.ts";

/** A demonstration of its own, seen by its admin. */
const test = base.extend<{ server: Server }>({
  server: async ({ told, newDatabase, serve }, use) => {
    await use(await serve(await newDatabase("sqlite", told.url), "--today", TODAY));
  },
  visitor: async ({ server }, use) => use(await signIn(server, "admin@demo.example")),
  baseURL: async ({ server }, use) => use(server.url),
});

/** A server that nobody has an account on. */
const untouched = writing.extend({ visitor: async ({}, use) => use(null) });

untouched("the set-up link", async ({ page, server, forEverybody }) => {
  const link = await server.setupLink();
  await page.goto(link);
  await forEverybody("Lagebild einrichten");

  await page.getByLabel("E-Mail-Adresse").fill("ada");
  await page.getByLabel("Passwort").fill("kurz");
  expect(await submit(page, "Konto anlegen")).toBe(422);
  await forEverybody("Lagebild einrichten");

  await page.getByLabel("E-Mail-Adresse").fill("ada@land.example");
  await page.getByLabel("Name").fill("Ada Anfang");
  await page.getByLabel("Passwort").fill(PASSWORD);
  expect(await submit(page, "Konto anlegen")).toBe(303);
  await expect(page.getByRole("link", { name: "Mein Konto: Ada Anfang" })).toBeVisible();

  await page.goto("/verwaltung/personen");
  await forEverybody("Personen");
  expect((await page.goto(link))!.status()).toBe(410);
  await forEverybody("Dieser Link wurde schon benutzt");
});

untouched.describe(() => {
  // Nothing listens there; nobody has an address to send anything to either.
  const mail = { LAGEBILD_SMTP_URL: "smtp://127.0.0.1:9", LAGEBILD_MAIL_FROM: "lagebild@land.example" };
  untouched.use({ environment: mail });

  untouched("a forgotten password", async ({ page, forEverybody }) => {
    await page.goto("/passwort");
    await forEverybody("Neues Passwort anfordern");
    await page.getByLabel("E-Mail-Adresse").fill("ada");
    expect(await submit(page, "Link anfordern")).toBe(422);
    await forEverybody("Neues Passwort anfordern");
    await page.getByLabel("E-Mail-Adresse").fill("ada@land.example");
    expect(await submit(page, "Link anfordern")).toBe(303);
    await expect(page.getByText("Sehen Sie in Ihr Postfach")).toBeVisible();
    await forEverybody("Neues Passwort anfordern");
  });
});

test("an invitation", async ({ page, forEverybody }) => {
  await page.goto("/verwaltung/personen/neu");
  await page.getByLabel("E-Mail-Adresse").fill("erika@meitingen.example");
  await page.getByLabel("Name", { exact: true }).fill("Erika Muster");
  await page.getByRole("checkbox", { name: /^Kommunalkontakt/ }).check();
  await page.getByRole("textbox", { name: /^Behörde/ }).fill("Markt Meitingen");
  expect(await submit(page, "Einladen")).toBe(200);
  await expect(page.getByRole("status").filter({ hasText: "Erika Muster ist eingeladen" })).toBeVisible();
  const link = await shownLink(page);
  await forEverybody("Person einladen");

  await openPerson(page, "Erika Muster");
  await forEverybody("Erika Muster");

  await page.context().clearCookies();
  await page.goto(link);
  await forEverybody("Einladung annehmen");
  await page.getByLabel("Name").fill("");
  await page.getByLabel("Passwort").fill("erika muster");
  expect(await submit(page, "Einladung annehmen")).toBe(422);
  await forEverybody("Einladung annehmen");
  await page.getByLabel("Name").fill("Erika Muster");
  await page.getByLabel("Passwort").fill(PASSWORD);
  expect(await submit(page, "Einladung annehmen")).toBe(303);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Markt Meitingen");
  expect((await page.goto(link))!.status()).toBe(410);
  await forEverybody("Dieser Link wurde schon benutzt");
});

test("a link to a new password, and a deactivated person", async ({ page, context, visitor, forEverybody }) => {
  await openPerson(page, "Konrad Kontakt (Demo)");
  expect(await submit(page, "Link für ein neues Passwort")).toBe(200);
  const link = await shownLink(page);
  await forEverybody("Konrad Kontakt (Demo)");

  await context.clearCookies();
  await page.goto(link);
  await forEverybody("Neues Passwort wählen");
  await page.getByLabel("Passwort").fill("passwort1234");
  expect(await submit(page, "Passwort speichern")).toBe(422);
  await forEverybody("Neues Passwort wählen");
  await page.getByLabel("Passwort").fill(PASSWORD);
  expect(await submit(page, "Passwort speichern")).toBe(303);
  expect((await page.goto(link))!.status()).toBe(410);
  await forEverybody("Dieser Link wurde schon benutzt");

  await context.clearCookies();
  await context.addCookies(visitor!.cookies);
  await openPerson(page, "Konrad Kontakt (Demo)");
  expect(await submit(page, "Deaktivieren")).toBe(303);
  await expect(page.getByRole("button", { name: "Wieder aktivieren" })).toBeVisible();
  await forEverybody("Konrad Kontakt (Demo)");
});

test("a link to confirm the status", async ({ page, context, forEverybody }) => {
  await openPerson(page, "Kira Kreis (Demo)");
  await page.getByLabel("Behörde", { exact: true }).selectOption("092735218");
  expect(await submit(page, "Link erstellen")).toBe(200);
  const link = await shownLink(page);

  await context.clearCookies();
  await page.goto(link);
  await forEverybody("Stimmt der Stand noch?");
  // As if somebody else had changed it meanwhile.
  const version = page.locator("[name=version_wohnsitzanmeldung]");
  await version.evaluate((input: HTMLInputElement) => (input.value = "0"));
  expect(await submit(page, "Stimmt so – bestätigen")).toBe(409);
  await forEverybody("Stimmt der Stand noch?");
  expect(await submit(page, "Stimmt so – bestätigen")).toBe(303);
  await forEverybody("Danke, der Stand ist bestätigt");
  expect((await page.goto(link))!.status()).toBe(410);
  await forEverybody("Dieser Link wurde schon benutzt");
});

test("many who were invited", async ({ page, forEverybody }) => {
  await page.goto("/verwaltung/personen/liste");
  const rows = ["E-Mail;Name;Rolle;Behörde", "erika@meitingen.example;Erika Muster;Kommunalkontakt;Markt Meitingen"];
  await page.getByLabel("Liste").fill([...rows, "max@land.example;Max Muster;Projektleitung;"].join("\n"));
  expect(await submit(page, "Prüfen")).toBe(200);
  expect(await submit(page, "Alle einladen")).toBe(200);
  await expect(page.getByText("2 Personen sind eingeladen")).toBeVisible();
  await forEverybody("Viele einladen");
});

test("several sessions of one's own", async ({ page, server, forEverybody }) => {
  await signIn(server, "admin@demo.example");
  await page.goto("/konto");
  await expect(page.getByRole("button", { name: "Alle anderen beenden" })).toBeVisible();
  await forEverybody("Mein Konto");
});

test("too many attempts", async ({ page, context, server, forEverybody }) => {
  await openPerson(page, "Kira Kreis (Demo)");
  expect(await submit(page, "Link für ein neues Passwort")).toBe(200);
  const link = await shownLink(page);
  await context.clearCookies();

  const attempts = Array.from({ length: 10 });
  await Promise.all(attempts.map(() => post(server, "/anmelden", { email: "lead@demo.example", password: "geraten" })));
  await page.goto("/anmelden");
  await page.getByLabel("E-Mail-Adresse").fill("lead@demo.example");
  await page.getByLabel("Passwort").fill(DEMO_PASSWORD);
  expect(await submit(page, "Anmelden")).toBe(429);
  await expect(page.getByRole("alert")).toContainText("Zu viele Versuche.");
  await forEverybody("Anmelden");

  await page.goto(link);
  await Promise.all(attempts.map(() => post(server, link, { password: "kurz" })));
  await page.getByLabel("Passwort").fill(PASSWORD);
  expect(await submit(page, "Passwort speichern")).toBe(429);
  await expect(page.getByRole("alert")).toContainText("Zu viele Versuche.");
  await forEverybody("Neues Passwort wählen");
});

/** The path of the link that is shown to be copied. */
async function shownLink(page: Page): Promise<string> {
  const link = await page.getByRole("textbox", { name: "Link zum Kopieren" }).inputValue();
  return new URL(link).pathname;
}

async function openPerson(page: Page, name: string): Promise<void> {
  await page.goto("/verwaltung/personen");
  await page.getByRole("link", { name, exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(name);
}
