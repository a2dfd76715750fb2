// From an empty server to somebody who works with it: set-up, invitations, sign-in.

import { expectMistake, fillIn, submit } from "../support/form.ts";
import { PASSWORD, invite, post } from "../support/people.ts";
import { expect, test as reading, writing as test } from "../support/test.ts";

const SPENT = "Dieser Link wurde schon benutzt";

test.describe("at the first start", () => {
  test.use({ visitor: null });

  test("the link that the server prints makes the first account, once", async ({ page, server, newBrowser }) => {
    const link = await server.setupLink();
    await page.goto("/");
    await expect(page, "nothing is to be seen yet").toHaveURL(/\/anmelden/);
    await page.goto(link);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Lagebild einrichten");
    await page.getByLabel("E-Mail-Adresse").fill("ada@lagebild.example");
    await page.getByLabel("Name").fill("Ada Anfang");
    await page.getByLabel("Passwort").fill("zu kurz");
    expect(await submit(page, "Konto anlegen")).toBe(422);
    await expectMistake(page, "Passwort", "Das Passwort ist zu kurz.");
    await expect(page.getByLabel("E-Mail-Adresse")).toHaveValue("ada@lagebild.example");
    await expect(page.getByLabel("Name")).toHaveValue("Ada Anfang");
    await expect(page.getByLabel("Passwort"), "passwords do not go back over the wire").toHaveValue("");

    await page.getByLabel("Passwort").fill(PASSWORD);
    expect(await submit(page, "Konto anlegen")).toBe(303);
    await expect(page).toHaveURL("/");
    await expect(page.getByRole("banner")).toContainText("Ada Anfang");
    await page.getByRole("link", { name: "Verwaltung" }).click();
    await page.getByRole("link", { name: "Personen" }).click();
    await expect(page.getByRole("status")).toHaveText("Eine Person");

    const stranger = await newBrowser();
    expect((await stranger.goto(link))!.status()).toBe(410);
    await expect(stranger.getByRole("heading", { level: 1 })).toHaveText(SPENT);
    const again = { email: "eva@lagebild.example", name: "Eva Zweite", password: PASSWORD };
    expect((await post(server, link, again)).status).toBe(410);
    expect((await post(server, "/anmelden", again)).status, "nobody came in").toBe(422);
  });
});

test.describe("as an admin", () => {
  test.use({ visitor: async ({ admin }, use) => use(admin) });

  test("an invited contact chooses a password and lands on the page of its town", async ({ page, server, newBrowser }) => {
    await page.goto("/verwaltung/personen");
    await page.getByRole("link", { name: "Einladen", exact: true }).click();
    await page.getByLabel("E-Mail-Adresse").fill("it@meitingen.example");
    await page.getByLabel("Name", { exact: true }).fill("Konrad Kommune");
    await page.getByLabel("Kommunalkontakt").check();
    await page.getByLabel("Behörde", { exact: false }).fill("Markt Meitingen");
    expect(await submit(page, "Einladen")).toBe(200);
    await expect(page.getByRole("status").filter({ hasText: "ist eingeladen" })).toContainText("Konrad Kommune");
    const link = await page.getByLabel("Link zum Kopieren").inputValue();
    expect(link).toMatch(new RegExp(`^${server.url}/einladung/[0-9a-f]{64}$`));

    // It is shown this once.
    await page.goto("/verwaltung/personen?suche=meitingen");
    const row = page.getByRole("row", { name: /Konrad Kommune/ });
    await expect(row).toContainText("eingeladen");
    await row.getByRole("link").click();
    await expect(page.getByRole("region", { name: "Links" })).toContainText("offen");
    expect(await page.content()).not.toContain("/einladung/");

    const guest = await newBrowser();
    await guest.goto(link);
    await expect(guest.getByRole("heading", { level: 1 })).toHaveText("Einladung annehmen");
    const whom = guest.getByRole("region", { name: "Für wen der Link gilt" });
    for (const text of ["it@meitingen.example", "Kommunalkontakt", "Markt Meitingen"]) {
      await expect(whom).toContainText(text);
    }
    for (const [password, message] of [
      ["", "Geben Sie ein Passwort ein."],
      ["elf Zeichen", "Das Passwort ist zu kurz. Nehmen Sie mindestens 12 Zeichen"],
      ["passwort1234", "Dieses Passwort ist leicht zu erraten."],
      ["Konrad Kommune", "Das Passwort besteht aus dem Namen oder der E-Mail-Adresse."],
    ] as const) {
      await guest.getByLabel("Passwort").fill(password);
      expect(await submit(guest, "Einladung annehmen"), password).toBe(422);
      await expectMistake(guest, "Passwort", message);
    }
    await guest.getByLabel("Name").fill("Konrad Kommune-Neu");
    await guest.getByLabel("Passwort").fill(PASSWORD);
    expect(await submit(guest, "Einladung annehmen")).toBe(303);
    await expect(guest).toHaveURL("/meine-kommune");
    await expect(guest.getByRole("heading", { level: 1 })).toHaveText("Markt Meitingen");
    await expect(guest.getByRole("banner")).toContainText("Konrad Kommune-Neu");
    await expect(guest.getByRole("link", { name: /^Stand melden/ }).first()).toBeVisible();

    // What was used is of use to nobody any more.
    const thief = await newBrowser();
    expect((await thief.goto(link))!.status()).toBe(410);
    await expect(thief.getByRole("heading", { level: 1 })).toHaveText(SPENT);
    const replay = await post(server, new URL(link).pathname, { name: "Dieb", password: "ein ganz anderes Passwort" });
    expect(replay.status).toBe(410);
    expect(replay.headers.getSetCookie()).toEqual([]);
    await thief.getByRole("main").getByRole("link", { name: "Anmelden" }).click();
    expect(await fillIn(thief, "it@meitingen.example", "ein ganz anderes Passwort")).toBe(422);
    expect(await fillIn(thief, "it@meitingen.example")).toBe(303);
  });

  test("an invited lead lands on the Lagebild", async ({ page, newBrowser }) => {
    await page.goto("/verwaltung/personen/neu");
    await page.getByLabel("E-Mail-Adresse").fill("leitung@land.example");
    await page.getByLabel("Name", { exact: true }).fill("Lena Leitung");
    await page.getByLabel("Projektleitung").check();
    expect(await submit(page, "Einladen")).toBe(200);
    const guest = await newBrowser();
    await guest.goto(await page.getByLabel("Link zum Kopieren").inputValue());
    await guest.getByLabel("Passwort").fill(PASSWORD);
    expect(await submit(guest, "Einladung annehmen")).toBe(303);
    await expect(guest).toHaveURL("/");
    await expect(guest.getByRole("banner")).toContainText("Lena Leitung");
  });

  test("an invitation that lacks something is refused, and nothing typed is lost", async ({ page, server, admin }) => {
    await invite(server, admin, "da@lagebild.example");
    await page.goto("/verwaltung/personen/neu");
    await page.getByLabel("E-Mail-Adresse").fill("meitingen");
    await page.getByLabel("Name", { exact: true }).fill("Konrad Kommune");
    expect(await submit(page, "Einladen")).toBe(422);
    await expect(page.getByRole("alert").getByRole("link")).toHaveText([
      /keine E-Mail-Adresse/,
      "Wählen Sie mindestens eine Rolle aus.",
    ]);
    await expect(page.getByLabel("Name", { exact: true })).toHaveValue("Konrad Kommune");
    await page.getByLabel("E-Mail-Adresse").fill("da@lagebild.example");
    await page.getByLabel("Kommunalkontakt").check();
    expect(await submit(page, "Einladen")).toBe(422);
    await expectMistake(page, "Behörde freiwillig", "Ein Kommunalkontakt braucht mindestens eine Behörde.");
    await expect(page.getByLabel("Kommunalkontakt")).toBeChecked();
    await page.getByLabel("Behörde").fill("Adelshofen");
    expect(await submit(page, "Einladen")).toBe(422);
    await expectMistake(page, "Behörde freiwillig", "Welche Behörde ist gemeint? Ähnlich heißen: ");
    await page.getByLabel("Behörde").fill("09273");
    expect(await submit(page, "Einladen")).toBe(422);
    await expectMistake(page, "E-Mail-Adresse", "Zu dieser E-Mail-Adresse gibt es schon ein Konto.");
  });

  test("a table from Excel invites many, once it is right", async ({ page, newBrowser }) => {
    const head = ["E-Mail", "Name", "Rolle", "Behörde", "mit Mitgliedern", "darf einladen"];
    const right = [
      ["it@meitingen.example", "Erika Muster", "Kommunalkontakt", "Markt Meitingen", "nein", "ja"],
      ["it@kelheim.example", "Max Beispiel", "Kommunalkontakt", "09273", "ja", ""],
      ["toni@land.example", "Toni Vorbild", "Projektleitung", "", "", ""],
    ];
    const wrong = [
      ["max.example", "Max Ohne", "Lesezugriff", "", "", ""],
      ["rolle@land.example", "Rolf Ohne", "Leitung", "", "", ""],
      ["ort@land.example", "Otto Ohne", "Kommunalkontakt", "Wolkenkuckucksheim", "", ""],
      ["it@meitingen.example", "Erika Doppelt", "Lesezugriff", "", "", ""],
      ["halb@land.example", "Hanna Halb"],
    ];
    const asCopied = (rows: string[][]): string => rows.map((cells) => cells.join("\t")).join("\n");

    await page.goto("/verwaltung/personen");
    await page.getByRole("link", { name: "Viele einladen" }).click();
    const list = page.getByLabel("Liste");
    await list.fill(asCopied([head, ...right, ...wrong]));
    expect(await submit(page, "Prüfen")).toBe(422);
    await expect(page.getByRole("alert").getByRole("link")).toHaveText([
      /^Zeile 5: Das ist keine E-Mail-Adresse/,
      /^Zeile 6: Die Rolle „Leitung“ gibt es nicht/,
      /^Zeile 7: Diese Behörde gibt es im Register nicht/,
      /^Zeile 8: Diese E-Mail-Adresse steht schon in einer Zeile darüber/,
      /^Zeile 9: Die Zahl der Spalten passt nicht/,
    ]);
    await expect(list).toHaveValue(asCopied([head, ...right, ...wrong]));

    await list.fill(asCopied([head, ...right]));
    expect(await submit(page, "Prüfen")).toBe(200);
    const preview = page.getByRole("region", { name: "So wird die Liste verstanden" });
    await expect(preview.getByRole("status")).toHaveText("3 Personen. Es ist noch niemand eingeladen.");
    await expect(preview.locator("tbody tr")).toContainText([
      "Kommunalkontakt für Markt Meitingen, darf einladen",
      "Kommunalkontakt für Landkreis Kelheim mit Mitgliedern",
      "Projektleitung",
    ]);
    const people = await page.request.get("/verwaltung/personen");
    expect(await people.text()).toContain("Eine Person");

    expect(await submit(page, "Alle einladen")).toBe(200);
    await expect(page.getByRole("status").filter({ hasText: "3 Personen sind eingeladen" })).toBeVisible();
    const invited = page.getByRole("region", { name: "Einladungen" });
    const links = await invited.getByRole("textbox").evaluateAll((all: HTMLInputElement[]) => all.map(({ value }) => value));
    expect(new Set(links).size).toBe(3);
    const guest = await newBrowser();
    await guest.goto(await invited.getByLabel("Link für Max Beispiel").inputValue());
    await guest.getByLabel("Passwort").fill(PASSWORD);
    expect(await submit(guest, "Einladung annehmen")).toBe(303);
    await expect(guest).toHaveURL("/meine-kommune");
  });
});

test.describe("where the data is real", () => {
  test.use({ visitor: null });

  test("nobody reads without signing in, and then goes on where it wanted to", async ({ page, server, admin }) => {
    const { email } = await invite(server, admin, "kontakt@lagebild.example");
    const wanted = "/kommunen?suche=siegenburg&sortierung=menschen";
    await page.goto(wanted);
    await expect(page).toHaveURL(/\/anmelden\?zurueck=/);
    await expect(page.getByText("Danach geht es dort weiter, wo Sie hinwollten.")).toBeVisible();
    await expect(page.getByRole("navigation", { name: "Hauptnavigation" })).toHaveCount(0);
    await expect(page.getByText("Konten der Demonstration")).toHaveCount(0);
    await expect(page.getByText("lagebild-demo")).toHaveCount(0);

    expect(await fillIn(page, email, "ein falsches Passwort")).toBe(422);
    await expect(page.getByRole("alert")).toContainText("E-Mail-Adresse und Passwort passen nicht zusammen.");
    await expect(page.getByLabel("E-Mail-Adresse")).toHaveValue(email);
    expect(await fillIn(page, email)).toBe(303);
    await expect(page).toHaveURL(wanted);
    await expect(page.getByRole("link", { name: "Siegenburg", exact: true })).toBeVisible();

    await page.getByRole("button", { name: "Abmelden" }).click();
    await expect(page.getByRole("status").filter({ hasText: "Sie sind abgemeldet" })).toBeVisible();
    await page.goto(wanted);
    await expect(page).toHaveURL(/\/anmelden\?zurueck=/);
  });
});

reading("a demonstration is open for reading and offers its accounts", async ({ page }) => {
  await page.goto("/kommunen/097720177177");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Markt Meitingen");
  await expect(page.getByRole("link", { name: /^Stand melden/ })).toHaveCount(0);
  await page.getByRole("banner").getByRole("link", { name: "Anmelden" }).click();
  const accounts = page.getByRole("region", { name: "Konten der Demonstration" });
  await expect(accounts.getByText("lagebild-demo")).toBeVisible();
  await expect(accounts.getByRole("rowheader")).toHaveText(
    ["admin", "lead", "contact", "kreis", "facilitator", "viewer"].map((who) => `${who}@demo.example`),
  );
  await expect(accounts.getByRole("row", { name: /contact@/ })).toContainText("Kommunalkontakt für Markt Meitingen");
  expect(await fillIn(page, "viewer@demo.example", "lagebild-demo")).toBe(303);
  await expect(page).toHaveURL("/kommunen/097720177177");
});
