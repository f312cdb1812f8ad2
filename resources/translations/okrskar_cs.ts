<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="cs_CZ">
<context>
    <name>ActionButton</name>
    <message>
        <source>Press once more</source>
        <translation>Stiskněte ještě jednou</translation>
    </message>
    <message>
        <source>Hold it down, or confirm it twice</source>
        <translation>Podržte tlačítko, nebo ho dvakrát potvrďte</translation>
    </message>
    <message>
        <source>Hold it down</source>
        <translation>Podržte tlačítko</translation>
    </message>
</context>
<context>
    <name>Actions</name>
    <message>
        <source>Go on closing</source>
        <translation>Pokračovat v uzavření</translation>
    </message>
    <message>
        <source>Ask</source>
        <translation>Zeptat se</translation>
    </message>
    <message>
        <source>Go on asking</source>
        <translation>Dopsat dotaz</translation>
    </message>
    <message>
        <source>Write an answer</source>
        <translation>Odpovědět</translation>
    </message>
    <message>
        <source>Go on answering</source>
        <translation>Dopsat odpověď</translation>
    </message>
    <message>
        <source>Forward to a body</source>
        <translation>Předat organizaci</translation>
    </message>
    <message>
        <source>Go on forwarding</source>
        <translation>Pokračovat v předání</translation>
    </message>
    <message>
        <source>Record the call</source>
        <translation>Zapsat hovor</translation>
    </message>
    <message>
        <source>Go on recording the call</source>
        <translation>Pokračovat v zápisu hovoru</translation>
    </message>
    <message>
        <source>Go on setting to wait</source>
        <translation>Pokračovat v čekání</translation>
    </message>
    <message>
        <source>Promise</source>
        <translation>Slíbit</translation>
    </message>
    <message>
        <source>Go on promising</source>
        <translation>Pokračovat ve slibu</translation>
    </message>
    <message>
        <source>Correct the tip</source>
        <translation>Opravit podnět</translation>
    </message>
    <message>
        <source>Go on correcting</source>
        <translation>Pokračovat v opravě</translation>
    </message>
    <message>
        <source>Go on with the note</source>
        <translation>Pokračovat v poznámce</translation>
    </message>
    <message>
        <source>Go on reopening</source>
        <translation>Pokračovat v otevření</translation>
    </message>
    <message>
        <source>Accept</source>
        <translation>Přijmout</translation>
    </message>
    <message>
        <source>Resume work</source>
        <translation>Pokračovat v práci</translation>
    </message>
    <message>
        <source>Begin work</source>
        <translation>Začít řešit</translation>
    </message>
    <message>
        <source>Close tip</source>
        <translation>Uzavřít podnět</translation>
    </message>
    <message>
        <source>Wait on someone</source>
        <translation>Čekat na někoho</translation>
    </message>
    <message>
        <source>Not ours</source>
        <translation>Není náš</translation>
    </message>
    <message>
        <source>Hand over</source>
        <translation>Předat</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Poznámka</translation>
    </message>
    <message>
        <source>Photo</source>
        <translation>Fotka</translation>
    </message>
    <message>
        <source>Assign</source>
        <translation>Přidělit</translation>
    </message>
    <message>
        <source>Reopen the tip</source>
        <translation>Otevřít znovu</translation>
    </message>
    <message>
        <source>An answer came after it was closed.</source>
        <translation>Po uzavření přišla odpověď.</translation>
    </message>
    <message>
        <source>Reopen</source>
        <translation>Znovu otevřít</translation>
    </message>
    <message>
        <source>Promise kept</source>
        <translation>Slib splněn</translation>
    </message>
    <message>
        <source>Tip accepted</source>
        <translation>Podnět přijat</translation>
    </message>
    <message>
        <source>Work began</source>
        <translation>Práce zahájena</translation>
    </message>
    <message>
        <source>Tip set to waiting</source>
        <translation>Podnět čeká</translation>
    </message>
    <message>
        <source>Question recorded</source>
        <translation>Dotaz zapsán</translation>
    </message>
    <message>
        <source>Answer recorded</source>
        <translation>Odpověď zapsána</translation>
    </message>
    <message>
        <source>Forwarding recorded</source>
        <translation>Předání zapsáno</translation>
    </message>
    <message>
        <source>Call recorded</source>
        <translation>Hovor zapsán</translation>
    </message>
    <message>
        <source>Message taken</source>
        <translation>Zpráva přijata</translation>
    </message>
    <message>
        <source>Resident taken in</source>
        <translation>Přidání zapsáno</translation>
    </message>
    <message>
        <source>Resident let go</source>
        <translation>Obyvatel odešel</translation>
    </message>
    <message>
        <source>Way to a party noted</source>
        <translation>Cesta k účastníkovi zapsána</translation>
    </message>
    <message>
        <source>Satisfaction taken</source>
        <translation>Spokojenost zapsána</translation>
    </message>
    <message>
        <source>Tip closed</source>
        <translation>Podnět uzavřen</translation>
    </message>
    <message>
        <source>Tip reopened</source>
        <translation>Podnět znovu otevřen</translation>
    </message>
    <message>
        <source>Tip assigned</source>
        <translation>Podnět přidělen</translation>
    </message>
    <message>
        <source>Tip corrected</source>
        <translation>Podnět opraven</translation>
    </message>
    <message>
        <source>Note added</source>
        <translation>Poznámka přidána</translation>
    </message>
    <message>
        <source>Photo added</source>
        <translation>Fotka přidána</translation>
    </message>
    <message>
        <source>Promise recorded</source>
        <translation>Slib zapsán</translation>
    </message>
    <message>
        <source>It could not be recorded. Try again.</source>
        <translation>Nepodařilo se to zapsat. Zkuste to znovu.</translation>
    </message>
    <message>
        <source>The device is full: this was not kept, all before it is safe. Make room and try again.</source>
        <translation>Zařízení je plné: tohle se neuložilo, vše předchozí je v bezpečí. Uvolněte místo a zkuste to znovu.</translation>
    </message>
    <message>
        <source>The device is full, or its store takes no writing: the tip stays marked as unread.</source>
        <translation>Zařízení je plné, nebo úložiště nepřijímá zápis: podnět zůstává označen jako nepřečtený.</translation>
    </message>
</context>
<context>
    <name>AskingPage</name>
    <message>
        <source>You hand the device over; only the questions are seen on it.</source>
        <translation>Zařízení předáte; uvidí na něm jen otázky.</translation>
    </message>
    <message>
        <source>Ask people how safe they feel</source>
        <translation>Zeptat se lidí na bezpečí</translation>
    </message>
    <message>
        <source>Somebody was in the middle of answering</source>
        <translation>Někdo zůstal uprostřed odpovědi</translation>
    </message>
    <message>
        <source>Hand it back to them</source>
        <translation>Vrátit mu zařízení</translation>
    </message>
    <message>
        <source>They have gone</source>
        <translation>Už odešel</translation>
    </message>
    <message>
        <source>Which place do you ask about?</source>
        <translation>Na které místo se ptáte?</translation>
    </message>
    <message>
        <source>No place chosen yet</source>
        <translation>Místo zatím není vybrané</translation>
    </message>
    <message>
        <source>Where I stand</source>
        <translation>Kde stojím</translation>
    </message>
    <message>
        <source>On the map</source>
        <translation>Na mapě</translation>
    </message>
    <message>
        <source>Place of the open tip</source>
        <translation>Místo otevřeného podnětu</translation>
    </message>
    <message>
        <source>Street and number</source>
        <translation>Ulice a číslo</translation>
    </message>
    <message>
        <source>No such address is on this device. Choose the place on the map.</source>
        <translation>Taková adresa v zařízení není. Vyberte místo na mapě.</translation>
    </message>
    <message>
        <source>How many have you asked?</source>
        <translation>Kolika lidí jste se zeptali?</translation>
    </message>
    <message>
        <source>Counted on this device.</source>
        <translation>Počítáno na tomto zařízení.</translation>
    </message>
    <message>
        <source>Nobody on this device in the last 30 days.</source>
        <translation>Na tomto zařízení za posledních 30 dní nikoho.</translation>
    </message>
    <message>
        <source>Where to ask next</source>
        <translation>Kde se zeptat příště</translation>
    </message>
    <message>
        <source>Where people are afraid and few have answered.</source>
        <translation>Kde se lidé bojí a odpovědí je málo.</translation>
    </message>
    <message>
        <source>The ratings could not be read. What you recorded is safe.</source>
        <translation>Hodnocení se nepodařilo přečíst. Co jste zapsali, je v bezpečí.</translation>
    </message>
    <message>
        <source>No place stands out. Ask where most people pass by.</source>
        <translation>Žádné místo nevyčnívá. Ptejte se tam, kudy chodí nejvíc lidí.</translation>
    </message>
    <message>
        <source>No ratings are on this device yet; they come with the sync.</source>
        <translation>Hodnocení v zařízení zatím nejsou; přijdou se synchronizací.</translation>
    </message>
    <message>
        <source>Hand the device over</source>
        <translation>Předat zařízení</translation>
    </message>
</context>
<context>
    <name>BoardDelegate</name>
    <message>
        <source>oldest %1</source>
        <translation>nejstarší %1</translation>
    </message>
    <message>
        <source>New 7 d</source>
        <translation>Nové 7 d</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Otevřené</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Čekající</translation>
    </message>
    <message>
        <source>Overdue</source>
        <translation>Po lhůtě</translation>
    </message>
</context>
<context>
    <name>BottomSheet</name>
    <message>
        <source>Discard what is written</source>
        <translation>Zahodit rozepsané</translation>
    </message>
    <message>
        <source>Close this sheet</source>
        <translation>Zavřít tento list</translation>
    </message>
</context>
<context>
    <name>Briefs</name>
    <message>
        <source>What waits there comes here in that minute.</source>
        <translation>Co tam čeká, přijde sem v tu minutu.</translation>
    </message>
    <message>
        <source>not on this device: %1</source>
        <translation>mimo toto zařízení: %1</translation>
    </message>
    <message>
        <source>to do: %1</source>
        <translation>k vyřízení: %1</translation>
    </message>
    <message>
        <source>done</source>
        <translation>hotovo</translation>
    </message>
    <message>
        <source>People feel unsafe here at night</source>
        <translation>Lidé se tu v noci necítí bezpečně</translation>
    </message>
    <message>
        <source>Handed back to you: %1</source>
        <translation>Předáno zpět: %1</translation>
    </message>
    <message>
        <source>You will take back: %1</source>
        <translation>Převezmete zpět: %1</translation>
    </message>
    <message>
        <source>You cover: %1</source>
        <translation>Zastupujete: %1</translation>
    </message>
    <message>
        <source>You will cover: %1</source>
        <translation>Budete zastupovat: %1</translation>
    </message>
    <message>
        <source>stood in: %1</source>
        <translation>zastoupení: %1</translation>
    </message>
    <message>
        <source>for %1</source>
        <translation>za: %1</translation>
    </message>
    <message>
        <source>from %1 %2</source>
        <translation>od %1 %2</translation>
    </message>
    <message>
        <source>until further notice</source>
        <translation>do odvolání</translation>
    </message>
    <message>
        <source>until midnight</source>
        <translation>do půlnoci</translation>
    </message>
    <message>
        <source>until %1</source>
        <translation>do %1</translation>
    </message>
    <message>
        <source>Promised: %1</source>
        <translation>Slíbeno: %1</translation>
    </message>
    <message>
        <source>The resident waits for an answer</source>
        <translation>Obyvatel čeká na odpověď</translation>
    </message>
    <message>
        <source>A body was asked to answer</source>
        <translation>Organizace má odpovědět</translation>
    </message>
    <message>
        <source>High priority</source>
        <translation>Vysoká priorita</translation>
    </message>
    <message>
        <source>Call back</source>
        <translation>Zavolat zpět</translation>
    </message>
    <message>
        <source>Promise</source>
        <translation>Slib</translation>
    </message>
</context>
<context>
    <name>BriefsPage</name>
    <message>
        <source>Districts that you cover or take back</source>
        <translation>Lokality, které zastupujete nebo přebíráte zpět</translation>
    </message>
    <message>
        <source>Hand-over</source>
        <translation>Předání</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Zkusit znovu</translation>
    </message>
    <message>
        <source>What you recorded is safe. Try it again.</source>
        <translation>Co jste zapsali, je v bezpečí. Zkuste to znovu.</translation>
    </message>
    <message>
        <source>Before you cover for somebody, and when you come back, it says here what waits in the district and what was done.</source>
        <translation>Než začnete někoho zastupovat a když se vrátíte, najdete tu, co v lokalitě čeká a co se udělalo.</translation>
    </message>
    <message>
        <source>The hand-over could not be read</source>
        <translation>Předání se nepodařilo přečíst</translation>
    </message>
    <message>
        <source>Nothing to hand over</source>
        <translation>Není co předávat</translation>
    </message>
</context>
<context>
    <name>CellTips</name>
    <message numerus="yes">
        <source>%n tip(s)</source>
        <translation>
            <numerusform>%n podnět</numerusform>
            <numerusform>%n podněty</numerusform>
            <numerusform>%n podnětů</numerusform>
        </translation>
    </message>
    <message>
        <source>Choose none</source>
        <translation>Zrušit výběr</translation>
    </message>
    <message>
        <source>Choose all</source>
        <translation>Vybrat vše</translation>
    </message>
    <message>
        <source>Choose %1</source>
        <translation>Vybrat %1</translation>
    </message>
    <message>
        <source>Tap another number of the board.</source>
        <translation>Klepněte na jiné číslo v přehledu.</translation>
    </message>
    <message>
        <source>No tips here</source>
        <translation>Tady žádné podněty nejsou</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Zkusit znovu</translation>
    </message>
    <message>
        <source>Nothing was lost.</source>
        <translation>Nic se neztratilo.</translation>
    </message>
    <message>
        <source>The tips could not be read</source>
        <translation>Podněty se nepodařilo načíst</translation>
    </message>
    <message>
        <source>The first %1 are listed.</source>
        <translation>Vypsáno je prvních %1.</translation>
    </message>
    <message numerus="yes">
        <source>Give %n tip(s) to another officer</source>
        <translation>
            <numerusform>Předat %n podnět jinému strážníkovi</numerusform>
            <numerusform>Předat %n podněty jinému strážníkovi</numerusform>
            <numerusform>Předat %n podnětů jinému strážníkovi</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CellViewModel</name>
    <message>
        <source>It was sent already. Give the tips back to change it.</source>
        <translation>Už je odesláno. Chcete-li to změnit, předejte podněty zpět.</translation>
    </message>
    <message>
        <source>The tips could not be given over. Nothing was changed; try again.</source>
        <translation>Podněty se nepodařilo předat. Nic se nezměnilo; zkuste to znovu.</translation>
    </message>
    <message>
        <source>The disk is full. Free some space and try again; nothing was lost.</source>
        <translation>Disk je plný. Uvolněte místo a zkuste to znovu; nic se neztratilo.</translation>
    </message>
    <message numerus="yes">
        <source>%n tip(s) not given over: %1</source>
        <translation>
            <numerusform>%n podnět nepředán: %1</numerusform>
            <numerusform>%n podněty nepředány: %1</numerusform>
            <numerusform>%n podnětů nepředáno: %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tip(s) given to %1</source>
        <translation>
            <numerusform>%n podnět předán: %1</numerusform>
            <numerusform>%n podněty předány: %1</numerusform>
            <numerusform>%n podnětů předáno: %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ChangeDelegate</name>
    <message>
        <source>Take back</source>
        <translation>Vzít zpět</translation>
    </message>
    <message>
        <source>Edit and send again</source>
        <translation>Upravit a odeslat znovu</translation>
    </message>
    <message>
        <source>Go on mending</source>
        <translation>Pokračovat v úpravě</translation>
    </message>
    <message>
        <source>Send again</source>
        <translation>Odeslat znovu</translation>
    </message>
    <message>
        <source>Put aside</source>
        <translation>Odložit</translation>
    </message>
    <message>
        <source>I have read it</source>
        <translation>Přečteno</translation>
    </message>
</context>
<context>
    <name>ChartCard</name>
    <message>
        <source>Show the chart</source>
        <translation>Ukázat graf</translation>
    </message>
    <message>
        <source>Show the table</source>
        <translation>Ukázat tabulku</translation>
    </message>
</context>
<context>
    <name>Charts</name>
    <message>
        <source>Nowhere more than chance alone would bring.</source>
        <translation>Nikde víc, než by přinesla sama náhoda.</translation>
    </message>
    <message>
        <source>More than by chance: %1</source>
        <translation>Víc než náhodou: %1</translation>
    </message>
    <message>
        <source>Where do more tips come in?</source>
        <translation>Kde přibývá podnětů?</translation>
    </message>
    <message>
        <source>the last 4 weeks</source>
        <translation>poslední 4 týdny</translation>
    </message>
    <message>
        <source>the 4 weeks before</source>
        <translation>4 týdny předtím</translation>
    </message>
    <message numerus="yes">
        <source>n = %n tip(s); the lines are 95 % intervals. Counted from what this device holds.</source>
        <translation>
            <numerusform>n = %n podnět; čáry jsou 95% intervaly. Počítáno z toho, co má toto zařízení.</numerusform>
            <numerusform>n = %n podněty; čáry jsou 95% intervaly. Počítáno z toho, co má toto zařízení.</numerusform>
            <numerusform>n = %n podnětů; čáry jsou 95% intervaly. Počítáno z toho, co má toto zařízení.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>City</name>
    <message>
        <source>Names and districts could not be read; those on the screen may be old. Your work is safe. Lock and unlock the app; if that does not help, call your administrator.</source>
        <translation>Jména a lokality nešlo načíst; ty na obrazovce mohou být staré. Vaše práce je v bezpečí. Zamkněte a odemkněte aplikaci; nepomůže-li to, zavolejte správci.</translation>
    </message>
    <message>
        <source>The map&apos;s tips could not be read; those on the map may be old. The list works as always.</source>
        <translation>Podněty na mapě nešlo načíst; ty zobrazené mohou být staré. Seznam funguje jako vždy.</translation>
    </message>
    <message>
        <source>The new streets of the map can not be drawn; those from before are shown. See Settings.</source>
        <translation>Nový mapový podklad nejde vykreslit; zobrazen je dosavadní. Více v Nastavení.</translation>
    </message>
    <message>
        <source>The search could not read all tips and may miss some. The lists are whole.</source>
        <translation>Hledání nenačetlo všechny podněty a některé může minout. Seznamy jsou úplné.</translation>
    </message>
    <message>
        <source>The device is full: the search may miss some tips. The lists are whole. Make room.</source>
        <translation>Zařízení je plné: hledání může některé podněty minout. Seznamy jsou úplné. Uvolněte místo.</translation>
    </message>
</context>
<context>
    <name>Closing</name>
    <message>
        <source>Your tip %1 “%2”: %3</source>
        <translation>Váš podnět %1 „%2“: %3</translation>
    </message>
    <message>
        <source>Tip %1 closed</source>
        <translation>Podnět %1 uzavřen</translation>
    </message>
    <message>
        <source>The tips could not be searched. What you wrote is kept here; try again.</source>
        <translation>Podněty nešlo prohledat. Co jste napsali, zůstává zde; zkuste to znovu.</translation>
    </message>
</context>
<context>
    <name>ClosingSheet</name>
    <message>
        <source>Close %1</source>
        <translation>Uzavřít %1</translation>
    </message>
    <message>
        <source>Close tip</source>
        <translation>Uzavřít podnět</translation>
    </message>
    <message>
        <source>Whose it is</source>
        <translation>Čí je</translation>
    </message>
    <message>
        <source>To whom it was handed over</source>
        <translation>Komu byl předán</translation>
    </message>
    <message>
        <source>e.g. technical services</source>
        <translation>např. technické služby</translation>
    </message>
    <message>
        <source>Which tip it doubles</source>
        <translation>Který podnět opakuje</translation>
    </message>
    <message>
        <source>Search tips</source>
        <translation>Hledat podněty</translation>
    </message>
    <message>
        <source>Reply to the resident</source>
        <translation>Odpověď obyvateli</translation>
    </message>
</context>
<context>
    <name>Day</name>
    <message>
        <source>%1 of %2 min</source>
        <translation>%1 z %2 min</translation>
    </message>
    <message>
        <source>only passed, of %2 min</source>
        <translation>jen průchod, plán %2 min</translation>
    </message>
    <message>
        <source>not yet, of %2 min</source>
        <translation>zatím ne, plán %2 min</translation>
    </message>
    <message>
        <source>%1 on foot, %2 min with a signal</source>
        <translation>%1 pěšky, %2 min se signálem</translation>
    </message>
    <message numerus="yes">
        <source>%n gap(s)</source>
        <translation>
            <numerusform>%n mezera</numerusform>
            <numerusform>%n mezery</numerusform>
            <numerusform>%n mezer</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, %2 min without a signal: drawn as gaps, counted as nothing</source>
        <translation>%1, %2 min bez signálu: na mapě jsou vynechané a nepočítají se</translation>
    </message>
    <message>
        <source>%1 of %2 planned minutes at stops</source>
        <translation>Na místech %1 z %2 plánovaných minut</translation>
    </message>
    <message numerus="yes">
        <source>%Ln fix(es) too rough to be used</source>
        <translation>
            <numerusform>%Ln poloha příliš nepřesná</numerusform>
            <numerusform>%Ln polohy příliš nepřesné</numerusform>
            <numerusform>%Ln poloh příliš nepřesných</numerusform>
        </translation>
    </message>
    <message>
        <source>The track was written. The file is not encrypted: keep it safe.</source>
        <translation>Záznam je uložený. Soubor není zašifrovaný, dobře ho hlídejte.</translation>
    </message>
    <message>
        <source>The track could not be written there. Choose another place.</source>
        <translation>Tam záznam nejde uložit. Vyberte jiné místo.</translation>
    </message>
</context>
<context>
    <name>DayPane</name>
    <message>
        <source>Visits</source>
        <translation>Zastavení</translation>
    </message>
    <message>
        <source>Track on the map</source>
        <translation>Záznam na mapě</translation>
    </message>
    <message>
        <source>Take in GPX</source>
        <translation>Načíst GPX</translation>
    </message>
    <message>
        <source>Save as GPX</source>
        <translation>Uložit jako GPX</translation>
    </message>
    <message>
        <source>Your way is being recorded, also while the app is locked.</source>
        <translation>Vaše cesta se zaznamenává, i když je aplikace zamčená.</translation>
    </message>
    <message>
        <source>Your way is recorded only while a patrol runs.</source>
        <translation>Cesta se zaznamenává, jen když běží obchůzka.</translation>
    </message>
    <message>
        <source>It stays on this device, sealed, and is deleted after 14 days.</source>
        <translation>Zůstává v tomto zařízení, zašifrovaná, a po 14 dnech se smaže.</translation>
    </message>
    <message>
        <source>It can not be recorded now: the device is full or there is no receiver. What was recorded is safe.</source>
        <translation>Teď ji nejde zaznamenat: zařízení je plné nebo chybí přijímač polohy. Co je zaznamenané, je v bezpečí.</translation>
    </message>
    <message>
        <source>No round was suggested today</source>
        <translation>Dnes žádná trasa není naplánovaná</translation>
    </message>
    <message>
        <source>Tracks</source>
        <translation>Záznamy cest</translation>
    </message>
</context>
<context>
    <name>Drafts</name>
    <message>
        <source>no longer on this device</source>
        <translation>už není v tomto zařízení</translation>
    </message>
    <message>
        <source>It could not be read which of these tips are still here. What you wrote is safe.</source>
        <translation>Nešlo zjistit, které z těchto podnětů v zařízení ještě jsou. Co jste napsali, je v pořádku.</translation>
    </message>
    <message>
        <source>The text was copied.</source>
        <translation>Text je zkopírován.</translation>
    </message>
    <message>
        <source>What was written was discarded.</source>
        <translation>Rozepsané je zahozeno.</translation>
    </message>
    <message>
        <source>It is back: go on where you left off.</source>
        <translation>Je zpět: pokračujte, kde jste skončili.</translation>
    </message>
    <message>
        <source>Something else is being written there by now; nothing was changed.</source>
        <translation>Mezitím je tam rozepsáno něco jiného; nic se nezměnilo.</translation>
    </message>
    <message numerus="yes">
        <source>%n being written</source>
        <translation>
            <numerusform>Rozepsané %n</numerusform>
            <numerusform>Rozepsané %n</numerusform>
            <numerusform>Rozepsané %n</numerusform>
        </translation>
    </message>
    <message>
        <source>Closing a tip</source>
        <translation>Uzavření podnětu</translation>
    </message>
    <message>
        <source>Note on a tip</source>
        <translation>Poznámka k podnětu</translation>
    </message>
    <message>
        <source>Question to a resident</source>
        <translation>Dotaz na obyvatele</translation>
    </message>
    <message>
        <source>Answer to a resident</source>
        <translation>Odpověď obyvateli</translation>
    </message>
    <message>
        <source>Forwarding a tip</source>
        <translation>Předání podnětu</translation>
    </message>
    <message>
        <source>Recording a call</source>
        <translation>Zápis hovoru</translation>
    </message>
    <message>
        <source>Waiting on someone</source>
        <translation>Čekání na někoho</translation>
    </message>
    <message>
        <source>Promise</source>
        <translation>Slib</translation>
    </message>
    <message>
        <source>Correcting a tip</source>
        <translation>Oprava podnětu</translation>
    </message>
    <message>
        <source>Reopening a tip</source>
        <translation>Znovuotevření podnětu</translation>
    </message>
    <message>
        <source>Patrol note</source>
        <translation>Poznámka z obchůzky</translation>
    </message>
    <message>
        <source>Why a stop is left out</source>
        <translation>Proč se zastavení vynechává</translation>
    </message>
    <message>
        <source>A rating that was broken off</source>
        <translation>Nedokončené hodnocení</translation>
    </message>
    <message>
        <source>An entry being mended</source>
        <translation>Oprava záznamu</translation>
    </message>
    <message>
        <source>An entry that was taken back</source>
        <translation>Záznam vzatý zpět</translation>
    </message>
    <message>
        <source>Something written by another version of the app</source>
        <translation>Text z jiné verze aplikace</translation>
    </message>
    <message>
        <source>It could not be discarded: the device is full. It is there again; make room and try again.</source>
        <translation>Nešlo to zahodit: zařízení je plné. Rozepsané je zpátky; uvolněte místo a zkuste to znovu.</translation>
    </message>
    <message>
        <source>It could not be discarded: the store does not take it. It is there again; try again later.</source>
        <translation>Nešlo to zahodit: úložiště zápis nepřijalo. Rozepsané je zpátky; zkuste to později.</translation>
    </message>
</context>
<context>
    <name>DraftsSheet</name>
    <message>
        <source>Being written</source>
        <translation>Rozepsané</translation>
    </message>
    <message>
        <source>It is kept on this device only, until you record it or discard it.</source>
        <translation>Je jen v tomto zařízení, dokud to neuložíte nebo nezahodíte.</translation>
    </message>
    <message>
        <source>Nothing is being written.</source>
        <translation>Nic není rozepsané.</translation>
    </message>
    <message>
        <source>no longer on this device</source>
        <translation>už není v tomto zařízení</translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s)</source>
        <translation>
            <numerusform>%n fotka</numerusform>
            <numerusform>%n fotky</numerusform>
            <numerusform>%n fotek</numerusform>
        </translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Pokračovat</translation>
    </message>
    <message>
        <source>Copy the text</source>
        <translation>Zkopírovat text</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Zahodit</translation>
    </message>
</context>
<context>
    <name>EditSheet</name>
    <message>
        <source>Edit and send again</source>
        <translation>Upravit a odeslat znovu</translation>
    </message>
    <message>
        <source>Send again</source>
        <translation>Odeslat znovu</translation>
    </message>
    <message>
        <source>Whose it is</source>
        <translation>Čí to je</translation>
    </message>
    <message>
        <source>To whom it was handed over</source>
        <translation>Komu byl předán</translation>
    </message>
    <message>
        <source>What it is about</source>
        <translation>Čeho se týká</translation>
    </message>
    <message>
        <source>Reply to the resident</source>
        <translation>Odpověď obyvateli</translation>
    </message>
    <message>
        <source>What you wrote</source>
        <translation>Co jste napsali</translation>
    </message>
    <message>
        <source>Save the text to a file</source>
        <translation>Uložit text do souboru</translation>
    </message>
    <message>
        <source>Text (*.txt)</source>
        <translation>Text (*.txt)</translation>
    </message>
</context>
<context>
    <name>EditViewModel</name>
    <message>
        <source>The text was written to the file. The entry stays here too.</source>
        <translation>Text je uložen do souboru. Záznam zůstává i zde.</translation>
    </message>
    <message>
        <source>The file could not be written there. Choose another folder.</source>
        <translation>Soubor tam nešlo uložit. Zvolte jinou složku.</translation>
    </message>
</context>
<context>
    <name>Facts</name>
    <message numerus="yes">
        <source>%n other resident(s) joined</source>
        <translation>
            <numerusform>přidal se %n další obyvatel</numerusform>
            <numerusform>přidali se %n další obyvatelé</numerusform>
            <numerusform>přidalo se %n dalších obyvatel</numerusform>
        </translation>
    </message>
    <message>
        <source>Two people corrected the same field; both texts are in the history.</source>
        <translation>Dva lidé opravili stejné pole; oba texty jsou v historii.</translation>
    </message>
    <message>
        <source>an answer came</source>
        <translation>přišla odpověď</translation>
    </message>
    <message>
        <source>to be called back</source>
        <translation>zavolat zpět</translation>
    </message>
    <message>
        <source>Call back: %1</source>
        <translation>Zavolat: %1</translation>
    </message>
    <message numerus="yes">
        <source>not reached %n time(s)</source>
        <translation>
            <numerusform>%n× bez spojení</numerusform>
            <numerusform>%n× bez spojení</numerusform>
            <numerusform>%n× bez spojení</numerusform>
        </translation>
    </message>
    <message>
        <source>No answer from %1, due %2</source>
        <translation>%1: bez odpovědi, čekali jsme ji do %2</translation>
    </message>
    <message>
        <source>An answer from %1 is due %2</source>
        <translation>%1: odpověď čekáme do %2</translation>
    </message>
    <message>
        <source>Promise, %1: %2</source>
        <translation>Slib, %1: %2</translation>
    </message>
    <message>
        <source>No place given</source>
        <translation>Místo není uvedeno</translation>
    </message>
    <message>
        <source>A place on the map, no address</source>
        <translation>Místo na mapě bez adresy</translation>
    </message>
    <message>
        <source>nobody holds it</source>
        <translation>nikdo ho nemá</translation>
    </message>
</context>
<context>
    <name>Fields</name>
    <message>
        <source>High priority</source>
        <translation>Vysoká priorita</translation>
    </message>
    <message>
        <source>Low priority</source>
        <translation>Nízká priorita</translation>
    </message>
    <message>
        <source>Normal priority</source>
        <translation>Běžná priorita</translation>
    </message>
    <message>
        <source>Event number %1</source>
        <translation>Číslo události %1</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Název</translation>
    </message>
    <message>
        <source>What was reported</source>
        <translation>Co bylo nahlášeno</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>Kategorie</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>Priorita</translation>
    </message>
    <message>
        <source>Event number</source>
        <translation>Číslo události</translation>
    </message>
</context>
<context>
    <name>Forms</name>
    <message>
        <source>The resident</source>
        <translation>Obyvatel</translation>
    </message>
    <message>
        <source>Another body</source>
        <translation>Jiný orgán</translation>
    </message>
    <message>
        <source>Who has to do something now</source>
        <translation>Kdo má teď něco udělat</translation>
    </message>
    <message>
        <source>On whom</source>
        <translation>Na koho</translation>
    </message>
    <message>
        <source>e.g. technical services</source>
        <translation>např. technické služby</translation>
    </message>
    <message>
        <source>To whom</source>
        <translation>Komu</translation>
    </message>
    <message>
        <source>What you ask</source>
        <translation>Na co se ptáte</translation>
    </message>
    <message>
        <source>e.g. Which lamp is it, the one at the school?</source>
        <translation>např. O kterou lampu jde, o tu u školy?</translation>
    </message>
    <message>
        <source>What you write</source>
        <translation>Co píšete</translation>
    </message>
    <message>
        <source>e.g. Thank you, I will look at it today</source>
        <translation>např. Děkuji, dnes se tam podívám</translation>
    </message>
    <message>
        <source>What you write to them</source>
        <translation>Co jim píšete</translation>
    </message>
    <message>
        <source>e.g. Please mend the lamp, it is dark at the school</source>
        <translation>např. Prosíme o opravu lampy, u školy je tma</translation>
    </message>
    <message>
        <source>Contact of who sent it</source>
        <translation>Kontakt na odesílatele</translation>
    </message>
    <message>
        <source>They get the text of the tip and its place. Name, telephone and e-mail only if you pass them on.</source>
        <translation>Dostanou text podnětu a místo. Jméno, telefon a e-mail jen tehdy, když je předáte.</translation>
    </message>
    <message>
        <source>Do not pass on</source>
        <translation>Nepředávat</translation>
    </message>
    <message>
        <source>Pass on the contact</source>
        <translation>Předat i kontakt</translation>
    </message>
    <message>
        <source>A mail to them came back: their address takes none. Call them, or have the address mended first.</source>
        <translation>E-mail jim se vrátil, na tu adresu pošta nechodí. Zavolejte jim, nebo ať vedoucí nejdřív opraví adresu.</translation>
    </message>
    <message>
        <source>It goes by e-mail, with the name and contact of who sent the tip.</source>
        <translation>Odejde e-mailem i se jménem a kontaktem odesílatele.</translation>
    </message>
    <message>
        <source>It goes by e-mail, and the answer comes back here, not to the resident.</source>
        <translation>Odejde e-mailem. Odpověď přijde sem, obyvatel ji neuvidí.</translation>
    </message>
    <message>
        <source>What was to be said</source>
        <translation>Co se mělo vyřídit</translation>
    </message>
    <message>
        <source>How it went</source>
        <translation>Jak to dopadlo</translation>
    </message>
    <message>
        <source>Reached</source>
        <translation>Dovolal jsem se</translation>
    </message>
    <message>
        <source>Not reached</source>
        <translation>Nedovolal jsem se</translation>
    </message>
    <message>
        <source>What was said</source>
        <translation>Co bylo řečeno</translation>
    </message>
    <message>
        <source>e.g. It is the lamp at the school</source>
        <translation>např. Je to lampa u školy</translation>
    </message>
    <message>
        <source>Say%1: %2</source>
        <translation>Vyřiďte%1: %2</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Důvod</translation>
    </message>
    <message>
        <source>Why it has to be opened again</source>
        <translation>Proč se má znovu otevřít</translation>
    </message>
    <message>
        <source>What you promise</source>
        <translation>Co slibujete</translation>
    </message>
    <message>
        <source>e.g. I will call once the lamp is mended</source>
        <translation>např. zavolám, jakmile bude lampa opravená</translation>
    </message>
    <message>
        <source>By when</source>
        <translation>Do kdy</translation>
    </message>
    <message>
        <source>Send the question</source>
        <translation>Odeslat dotaz</translation>
    </message>
    <message>
        <source>Send the answer</source>
        <translation>Odeslat odpověď</translation>
    </message>
    <message>
        <source>Forward the tip</source>
        <translation>Předat podnět</translation>
    </message>
    <message>
        <source>Save the call</source>
        <translation>Uložit hovor</translation>
    </message>
    <message>
        <source>Set to waiting</source>
        <translation>Nastavit čekání</translation>
    </message>
    <message>
        <source>Record the promise</source>
        <translation>Zapsat slib</translation>
    </message>
    <message>
        <source>Save the correction</source>
        <translation>Uložit opravu</translation>
    </message>
</context>
<context>
    <name>Gpx</name>
    <message numerus="yes">
        <source>%Ln fix(es) taken in</source>
        <translation>
            <numerusform>načtena %Ln poloha</numerusform>
            <numerusform>načteny %Ln polohy</numerusform>
            <numerusform>načteno %Ln poloh</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln gap(s)</source>
        <translation>
            <numerusform>%Ln mezera</numerusform>
            <numerusform>%Ln mezery</numerusform>
            <numerusform>%Ln mezer</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln left out</source>
        <translation>
            <numerusform>%Ln vynechána</numerusform>
            <numerusform>%Ln vynechány</numerusform>
            <numerusform>%Ln vynecháno</numerusform>
        </translation>
    </message>
    <message>
        <source>it ends on %1, and tracks are kept for fourteen days only. It was not taken in.</source>
        <translation>končí %1 a záznamy se uchovávají jen čtrnáct dní. Nenačetlo se.</translation>
    </message>
    <message>
        <source>it holds a route, which says where to go and not where somebody was. It was not taken in.</source>
        <translation>obsahuje plánovanou cestu: říká, kudy jít, a ne kde někdo byl. Nenačetlo se.</translation>
    </message>
    <message>
        <source>there is no track in it. It was not taken in.</source>
        <translation>není v něm žádný záznam cesty. Nenačetlo se.</translation>
    </message>
    <message>
        <source>it can not be read (line %1). It was not taken in.</source>
        <translation>nedá se přečíst (řádek %1). Nenačetlo se.</translation>
    </message>
    <message>
        <source>it is no GPX file. It was not taken in.</source>
        <translation>není to soubor GPX. Nenačetlo se.</translation>
    </message>
    <message>
        <source>it is built in a way that is not trusted. It was not taken in.</source>
        <translation>je sestavený způsobem, kterému nelze věřit. Nenačetlo se.</translation>
    </message>
    <message>
        <source>it could not be read. It was not taken in.</source>
        <translation>nepodařilo se ho přečíst. Nenačetlo se.</translation>
    </message>
    <message>
        <source>its points have no time, so nobody knows when somebody was there. It was not taken in.</source>
        <translation>body nemají čas, takže se neví, kdy tam kdo byl. Nenačetlo se.</translation>
    </message>
    <message>
        <source>its times are those of a clock that was never set. It was not taken in.</source>
        <translation>časy jsou z hodin, které nikdo nenastavil. Nenačetlo se.</translation>
    </message>
    <message>
        <source>its positions are too rough to be used. It was not taken in.</source>
        <translation>polohy jsou příliš nepřesné. Nenačetlo se.</translation>
    </message>
</context>
<context>
    <name>Handing</name>
    <message numerus="yes">
        <source>The device is yours again. %Ln rating(s) collected.</source>
        <translation>
            <numerusform>Zařízení je zase vaše. Zapsáno %Ln hodnocení.</numerusform>
            <numerusform>Zařízení je zase vaše. Zapsáno %Ln hodnocení.</numerusform>
            <numerusform>Zařízení je zase vaše. Zapsáno %Ln hodnocení.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>InputField</name>
    <message>
        <source>Clear</source>
        <translation>Smazat</translation>
    </message>
</context>
<context>
    <name>Kiosk</name>
    <message>
        <source>Finding out where you stand…</source>
        <translation>Zjišťuje se, kde stojíte…</translation>
    </message>
    <message>
        <source>Your account does not collect ratings.</source>
        <translation>Váš účet hodnocení nesbírá.</translation>
    </message>
    <message>
        <source>This place is in no district. Choose one within the town.</source>
        <translation>Toto místo neleží v žádné lokalitě. Vyberte jiné, ve městě.</translation>
    </message>
    <message>
        <source>%1 is not yours: the station would refuse ratings from there.</source>
        <translation>%1 není vaše lokalita: hodnocení odtud by stanice nepřijala.</translation>
    </message>
    <message>
        <source>Where I stand</source>
        <translation>Kde stojím</translation>
    </message>
    <message>
        <source>A place chosen on the map</source>
        <translation>Místo vybrané na mapě</translation>
    </message>
    <message>
        <source>The place of the tip</source>
        <translation>Místo podnětu</translation>
    </message>
    <message>
        <source>Worse around it, too few answers here</source>
        <translation>Okolo je hůř, tady málo odpovědí</translation>
    </message>
    <message numerus="yes">
        <source>today %Ln</source>
        <translation>
            <numerusform>dnes %Ln</numerusform>
            <numerusform>dnes %Ln</numerusform>
            <numerusform>dnes %Ln</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln in 30 days</source>
        <translation>
            <numerusform>%Ln za 30 dní</numerusform>
            <numerusform>%Ln za 30 dní</numerusform>
            <numerusform>%Ln za 30 dní</numerusform>
        </translation>
    </message>
    <message>
        <source>Which time of the day do you want to speak of?</source>
        <translation>O které době chcete mluvit?</translation>
    </message>
    <message>
        <source>How safe do you feel here after dark?</source>
        <translation>Jak bezpečně se tu cítíte po setmění?</translation>
    </message>
    <message>
        <source>How safe do you feel here by day?</source>
        <translation>Jak bezpečně se tu cítíte ve dne?</translation>
    </message>
    <message>
        <source>How often are you here?</source>
        <translation>Jak často tu býváte?</translation>
    </message>
    <message>
        <source>What is it that makes you feel so?</source>
        <translation>Čím to je?</translation>
    </message>
    <message>
        <source>Is there anything here that troubles you all the same?</source>
        <translation>Vadí vám tu přesto něco?</translation>
    </message>
    <message>
        <source>Would you like to add anything?</source>
        <translation>Chcete něco dodat?</translation>
    </message>
    <message>
        <source>Thank you!</source>
        <translation>Děkujeme!</translation>
    </message>
    <message>
        <source>Four short questions, without a name and a contact.</source>
        <translation>Čtyři krátké otázky, bez jména a bez kontaktu.</translation>
    </message>
    <message>
        <source>It is your feeling that counts; there is no wrong answer.</source>
        <translation>Počítá se váš pocit, špatná odpověď není.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln thing(s) at most, or none.</source>
        <translation>
            <numerusform>Nejvýše %Ln věc, nebo nic.</numerusform>
            <numerusform>Nejvýše %Ln věci, nebo nic.</numerusform>
            <numerusform>Nejvýše %Ln věcí, nebo nic.</numerusform>
        </translation>
    </message>
    <message>
        <source>All of this may be left out.</source>
        <translation>Nic z toho vyplňovat nemusíte.</translation>
    </message>
    <message>
        <source>Your answer helps us to go where people are afraid. Nobody sees it alone.</source>
        <translation>Díky vaší odpovědi půjdeme tam, kde se lidé bojí. Samotnou ji nikdo neuvidí.</translation>
    </message>
    <message>
        <source>Very safe</source>
        <translation>Velmi bezpečně</translation>
    </message>
    <message>
        <source>Rather safe</source>
        <translation>Spíše bezpečně</translation>
    </message>
    <message>
        <source>Rather unsafe</source>
        <translation>Spíše nebezpečně</translation>
    </message>
    <message>
        <source>Very unsafe</source>
        <translation>Velmi nebezpečně</translation>
    </message>
    <message>
        <source>Nearly every day</source>
        <translation>Skoro denně</translation>
    </message>
    <message>
        <source>Every week</source>
        <translation>Každý týden</translation>
    </message>
    <message>
        <source>Now and then</source>
        <translation>Občas</translation>
    </message>
    <message>
        <source>Hardly ever</source>
        <translation>Výjimečně</translation>
    </message>
    <message>
        <source>under 15</source>
        <translation>do 14 let</translation>
    </message>
    <message>
        <source>65 or more</source>
        <translation>65 a více</translation>
    </message>
    <message>
        <source>woman</source>
        <translation>žena</translation>
    </message>
    <message>
        <source>man</source>
        <translation>muž</translation>
    </message>
    <message>
        <source>otherwise</source>
        <translation>jinak</translation>
    </message>
    <message>
        <source>It could not be kept. Your answers are still here: press the button once more, or tell the officer.</source>
        <translation>Hodnocení se nepodařilo uložit. Vaše odpovědi tu zůstaly: stiskněte tlačítko znovu, nebo to řekněte strážníkovi.</translation>
    </message>
</context>
<context>
    <name>KioskMore</name>
    <message>
        <source>How old are you?</source>
        <translation>Kolik je vám let?</translation>
    </message>
    <message>
        <source>You are</source>
        <translation>Jste</translation>
    </message>
    <message>
        <source>In your own words</source>
        <translation>Vlastními slovy</translation>
    </message>
    <message>
        <source>What should change here?</source>
        <translation>Co by se tu mělo změnit?</translation>
    </message>
    <message>
        <source>Leave out names of people. Tell the officer at once what is urgent.</source>
        <translation>Nepište jména lidí. Co spěchá, řekněte strážníkovi hned.</translation>
    </message>
    <message>
        <source>Delete my answers</source>
        <translation>Smazat moje odpovědi</translation>
    </message>
</context>
<context>
    <name>KioskScreen</name>
    <message>
        <source>This place</source>
        <translation>Toto místo</translation>
    </message>
    <message>
        <source>City police of Chomutov</source>
        <translation>Městská policie Chomutov</translation>
    </message>
    <message>
        <source>Nearly done</source>
        <translation>Už jen maličkost</translation>
    </message>
    <message>
        <source>Question %1 of %2</source>
        <translation>Otázka %1 z %2</translation>
    </message>
    <message>
        <source>For the officer</source>
        <translation>Pro strážníka</translation>
    </message>
    <message>
        <source>The next person</source>
        <translation>Další člověk</translation>
    </message>
    <message>
        <source>Are you still there? Touch the screen, or it begins anew for the next person.</source>
        <translation>Jste tu ještě? Dotkněte se obrazovky, jinak začneme znovu pro dalšího.</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zpět</translation>
    </message>
    <message>
        <source>Begin anew</source>
        <translation>Začít znovu</translation>
    </message>
    <message>
        <source>Add something</source>
        <translation>Něco dodat</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>Přeskočit</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Odeslat</translation>
    </message>
</context>
<context>
    <name>LeavePanel</name>
    <message>
        <source>For the officer: the PIN</source>
        <translation>Pro strážníka: zadejte PIN</translation>
    </message>
    <message>
        <source>For the officer: the passphrase</source>
        <translation>Pro strážníka: zadejte heslo</translation>
    </message>
    <message>
        <source>Back to the question</source>
        <translation>Zpět k otázce</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>Heslo</translation>
    </message>
    <message>
        <source>Take the device back</source>
        <translation>Převzít zařízení</translation>
    </message>
</context>
<context>
    <name>Main</name>
    <message>
        <source>Okrskář</source>
        <translation>Okrskář</translation>
    </message>
</context>
<context>
    <name>MapView</name>
    <message>
        <source>Map of tips and districts</source>
        <translation>Mapa podnětů a lokalit</translation>
    </message>
    <message>
        <source>This device can not draw the map. The lists work as always.</source>
        <translation>Toto zařízení mapu nevykreslí. Seznamy fungují jako vždy.</translation>
    </message>
    <message>
        <source>The map stopped and is starting again. Nothing you recorded is lost.</source>
        <translation>Mapa se zastavila a spouští se znovu. Nic z vašich záznamů se neztratilo.</translation>
    </message>
    <message>
        <source>The map is not part of this installation. The lists work as always.</source>
        <translation>Mapa není součástí této instalace. Seznamy fungují jako vždy.</translation>
    </message>
    <message>
        <source>The streets on this device are damaged and can not be drawn. Districts and tips are shown; nothing was lost. Tell your administrator that a new map is needed.</source>
        <translation>Mapový podklad v zařízení je poškozený a nejde vykreslit. Lokality a podněty vidíte, nic se neztratilo. Řekněte správci, že je potřeba nový podklad.</translation>
    </message>
    <message>
        <source>The streets that came are for a newer version of this app. Install the new version; districts and tips are shown.</source>
        <translation>Mapový podklad je pro novější verzi aplikace. Nainstalujte novou verzi; lokality a podněty vidíte i teď.</translation>
    </message>
    <message>
        <source>The streets on this device could not be read. Lock and unlock the app; if that does not help, tell your administrator.</source>
        <translation>Mapový podklad v zařízení nešlo načíst. Zamkněte a odemkněte aplikaci; nepomůže-li to, řekněte to správci.</translation>
    </message>
    <message>
        <source>Streets are not on this device yet. They arrive with the next sync; districts and tips are shown.</source>
        <translation>Ulice zatím v zařízení nejsou. Přijdou s příštím přenosem; lokality a podněty vidět jsou.</translation>
    </message>
</context>
<context>
    <name>Moments</name>
    <message>
        <source>at an unknown time</source>
        <translation>kdy, není známo</translation>
    </message>
    <message>
        <source>today %1</source>
        <translation>dnes %1</translation>
    </message>
    <message>
        <source>yesterday %1</source>
        <translation>včera %1</translation>
    </message>
    <message>
        <source>d MMM</source>
        <comment>a date without its year, in the form of QDate</comment>
        <translation>d. M.</translation>
    </message>
    <message>
        <source>d MMM yyyy</source>
        <comment>a date with its year, in the form of QDate</comment>
        <translation>d. M. yyyy</translation>
    </message>
    <message>
        <source>less than a minute</source>
        <translation>méně než minutu</translation>
    </message>
    <message numerus="yes">
        <source>%n min</source>
        <translation>
            <numerusform>%n min</numerusform>
            <numerusform>%n min</numerusform>
            <numerusform>%n min</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n h</source>
        <translation>
            <numerusform>%n h</numerusform>
            <numerusform>%n h</numerusform>
            <numerusform>%n h</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n den</numerusform>
            <numerusform>%n dny</numerusform>
            <numerusform>%n dní</numerusform>
        </translation>
    </message>
    <message>
        <source>just now</source>
        <translation>právě teď</translation>
    </message>
    <message>
        <source>overdue by %1</source>
        <translation>po lhůtě %1</translation>
    </message>
    <message>
        <source>due today</source>
        <translation>lhůta dnes</translation>
    </message>
    <message>
        <source>due tomorrow</source>
        <translation>lhůta zítra</translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) left</source>
        <translation>
            <numerusform>zbývá %n den</numerusform>
            <numerusform>zbývají %n dny</numerusform>
            <numerusform>zbývá %n dní</numerusform>
        </translation>
    </message>
    <message>
        <source>due %1</source>
        <translation>lhůta %1</translation>
    </message>
    <message>
        <source>today</source>
        <translation>dnes</translation>
    </message>
    <message>
        <source>tomorrow</source>
        <translation>zítra</translation>
    </message>
    <message>
        <source>ddd d MMM</source>
        <comment>a day of the coming weeks, in the form of QDate</comment>
        <translation>ddd d. M.</translation>
    </message>
</context>
<context>
    <name>NoteDelegate</name>
    <message>
        <source>late</source>
        <translation>později</translation>
    </message>
</context>
<context>
    <name>NoteForm</name>
    <message>
        <source>What did you see?</source>
        <translation>Co jste viděli?</translation>
    </message>
    <message>
        <source>choose another on the map</source>
        <translation>vybrat na mapě jiné</translation>
    </message>
    <message>
        <source>Place it where I stand</source>
        <translation>Umístit tam, kde stojím</translation>
    </message>
    <message>
        <source>Choose the place on the map</source>
        <translation>Vybrat místo na mapě</translation>
    </message>
    <message>
        <source>Add a photo</source>
        <translation>Přidat fotku</translation>
    </message>
    <message>
        <source>Discard what is written</source>
        <translation>Zahodit rozepsané</translation>
    </message>
    <message>
        <source>Keep note</source>
        <translation>Uložit poznámku</translation>
    </message>
</context>
<context>
    <name>NoteSheet</name>
    <message>
        <source>Add note</source>
        <translation>Přidat poznámku</translation>
    </message>
    <message>
        <source>Save note</source>
        <translation>Uložit poznámku</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Poznámka</translation>
    </message>
    <message>
        <source>What you found, what you did</source>
        <translation>Co jste zjistili, co jste udělali</translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s)</source>
        <translation>
            <numerusform>%n fotka</numerusform>
            <numerusform>%n fotky</numerusform>
            <numerusform>%n fotek</numerusform>
        </translation>
    </message>
    <message>
        <source>Add photo</source>
        <translation>Přidat fotku</translation>
    </message>
    <message>
        <source>Without place</source>
        <translation>Bez místa</translation>
    </message>
    <message>
        <source>Position not known</source>
        <translation>Poloha není známá</translation>
    </message>
</context>
<context>
    <name>OfficerSheet</name>
    <message numerus="yes">
        <source>Give %n tip(s) to</source>
        <translation>
            <numerusform>Předat %n podnět komu</numerusform>
            <numerusform>Předat %n podněty komu</numerusform>
            <numerusform>Předat %n podnětů komu</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n open</source>
        <translation>
            <numerusform>%n otevřený</numerusform>
            <numerusform>%n otevřené</numerusform>
            <numerusform>%n otevřených</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Older</name>
    <message>
        <source>The station has no older tip like this either.</source>
        <translation>Ani služebna takový starší podnět nemá.</translation>
    </message>
    <message>
        <source>The station has no older tips of yours.</source>
        <translation>Služebna pro vás žádné starší podněty nemá.</translation>
    </message>
    <message numerus="yes">
        <source>This program can not read %n tip(s).</source>
        <translation>
            <numerusform>Tento program neumí přečíst %n podnět.</numerusform>
            <numerusform>Tento program neumí přečíst %n podněty.</numerusform>
            <numerusform>Tento program neumí přečíst %n podnětů.</numerusform>
        </translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Zkusit znovu</translation>
    </message>
    <message>
        <source>Show more</source>
        <translation>Ukázat další</translation>
    </message>
    <message>
        <source>Search older tips at the station</source>
        <translation>Hledat starší podněty na služebně</translation>
    </message>
    <message>
        <source>Show older tips from the station</source>
        <translation>Ukázat starší podněty ze služebny</translation>
    </message>
    <message>
        <source>The station has this tip no longer, or not for you.</source>
        <translation>Služebna tento podnět už nemá, nebo není pro vás.</translation>
    </message>
    <message>
        <source>You are without a connection. Older tips are at the station; try it once you are connected.</source>
        <translation>Jste bez sítě. Starší podněty se hledají na služebně; zkuste to po připojení.</translation>
    </message>
    <message>
        <source>The station has trouble. Try it again in a while.</source>
        <translation>Služebna má potíže. Zkuste to za chvíli.</translation>
    </message>
</context>
<context>
    <name>OlderTips</name>
    <message>
        <source>Older tips from the station</source>
        <translation>Starší podněty ze služebny</translation>
    </message>
    <message>
        <source>To be read only; nothing of them is kept on this device.</source>
        <translation>Jen ke čtení; v tomto zařízení se nic z nich neukládá.</translation>
    </message>
    <message>
        <source>Searching at the station …</source>
        <translation>Hledá se na služebně…</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Zastavit</translation>
    </message>
</context>
<context>
    <name>PageHeader</name>
    <message>
        <source>Back</source>
        <translation>Zpět</translation>
    </message>
</context>
<context>
    <name>Pages</name>
    <message>
        <source>Today</source>
        <translation>Dnes</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>Mapa</translation>
    </message>
    <message>
        <source>Patrol</source>
        <translation>Obchůzka</translation>
    </message>
    <message>
        <source>Ask people</source>
        <translation>Zeptat se lidí</translation>
    </message>
    <message>
        <source>Promises</source>
        <translation>Sliby</translation>
    </message>
    <message>
        <source>Hand-over</source>
        <translation>Předání</translation>
    </message>
    <message>
        <source>Places</source>
        <translation>Místa</translation>
    </message>
    <message>
        <source>Team</source>
        <translation>Tým</translation>
    </message>
    <message>
        <source>Sync</source>
        <translation>Přenos</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Nastavení</translation>
    </message>
</context>
<context>
    <name>PartChips</name>
    <message>
        <source>Notes</source>
        <translation>Poznámky</translation>
    </message>
    <message>
        <source>Round</source>
        <translation>Trasa</translation>
    </message>
    <message>
        <source>My day</source>
        <translation>Můj den</translation>
    </message>
</context>
<context>
    <name>Patrol</name>
    <message>
        <source>No district is known on this device yet. Sync once; your text stays here.</source>
        <translation>Toto zařízení zatím nezná žádnou lokalitu. Proveďte přenos; text tu zůstane.</translation>
    </message>
    <message>
        <source>The device is full: this was not kept, all before it is safe. Make room and try again.</source>
        <translation>Zařízení je plné: tohle se neuložilo, vše předchozí je v bezpečí. Uvolněte místo a zkuste to znovu.</translation>
    </message>
    <message>
        <source>It could not be recorded. Your text is still here; try again.</source>
        <translation>Nepodařilo se to zapsat. Váš text tu zůstal; zkuste to znovu.</translation>
    </message>
    <message>
        <source>Calm</source>
        <translation>Klid</translation>
    </message>
    <message>
        <source>Talk</source>
        <translation>Rozhovor</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>Kontrola</translation>
    </message>
    <message>
        <source>Prevention</source>
        <translation>Prevence</translation>
    </message>
    <message>
        <source>Stop left out</source>
        <translation>Vynechané zastavení</translation>
    </message>
    <message>
        <source>not sent</source>
        <translation>neodesláno</translation>
    </message>
    <message>
        <source>Chosen on the map</source>
        <translation>Vybráno na mapě</translation>
    </message>
    <message>
        <source>Where you began to write</source>
        <translation>Kde jste začali psát</translation>
    </message>
    <message>
        <source>Where I stand</source>
        <translation>Kde stojím</translation>
    </message>
    <message>
        <source>Where I stand, ±%1 m</source>
        <translation>Kde stojím, ±%1 m</translation>
    </message>
</context>
<context>
    <name>PatrolNoteViewModel</name>
    <message>
        <source>Note kept on this device</source>
        <translation>Poznámka je uložena v tomto zařízení</translation>
    </message>
</context>
<context>
    <name>PatrolPage</name>
    <message>
        <source>On patrol for %1</source>
        <translation>Na obchůzce %1</translation>
    </message>
    <message>
        <source>Patrol</source>
        <translation>Obchůzka</translation>
    </message>
    <message>
        <source>End patrol</source>
        <translation>Ukončit obchůzku</translation>
    </message>
    <message>
        <source>Start patrol</source>
        <translation>Zahájit obchůzku</translation>
    </message>
    <message>
        <source>End</source>
        <translation>Ukončit</translation>
    </message>
    <message>
        <source>Where it is worst after dark</source>
        <translation>Kde je to nejhorší po setmění</translation>
    </message>
    <message>
        <source>Ask people how safe they feel</source>
        <translation>Zeptat se lidí na bezpečí</translation>
    </message>
    <message>
        <source>Write what you saw and tap &quot;Keep note&quot;. It works without a connection.</source>
        <translation>Napište, co jste viděli, a klepněte na „Uložit poznámku“. Funguje to i bez připojení.</translation>
    </message>
    <message>
        <source>No patrol notes yet</source>
        <translation>Zatím žádné poznámky z obchůzky</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Zkusit znovu</translation>
    </message>
    <message>
        <source>Nothing was lost.</source>
        <translation>Nic se neztratilo.</translation>
    </message>
    <message>
        <source>The notes could not be read</source>
        <translation>Poznámky se nepodařilo načíst</translation>
    </message>
</context>
<context>
    <name>PhotoDialog</name>
    <message>
        <source>Photos</source>
        <translation>Fotografie</translation>
    </message>
    <message>
        <source>Add a photo</source>
        <translation>Přidat fotku</translation>
    </message>
</context>
<context>
    <name>PhotoStrip</name>
    <message>
        <source>Photo</source>
        <translation>Fotka</translation>
    </message>
    <message>
        <source>Leave this photo out</source>
        <translation>Vynechat tuto fotku</translation>
    </message>
</context>
<context>
    <name>PhotoViewer</name>
    <message>
        <source>Photo</source>
        <translation>Fotka</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Zavřít</translation>
    </message>
</context>
<context>
    <name>PinPad</name>
    <message>
        <source>PIN, %1 of %2 digits</source>
        <translation>PIN, %1 z %2 číslic</translation>
    </message>
    <message>
        <source>Delete the last digit</source>
        <translation>Smazat poslední číslici</translation>
    </message>
</context>
<context>
    <name>PlacesPage</name>
    <message>
        <source>Ratings of residents, %1</source>
        <translation>Hodnocení obyvatel %1</translation>
    </message>
    <message>
        <source>Ratings of residents</source>
        <translation>Hodnocení obyvatel</translation>
    </message>
    <message>
        <source>The worst places of your districts</source>
        <translation>Nejhorší místa vašich lokalit</translation>
    </message>
    <message>
        <source>The worst places of the city</source>
        <translation>Nejhorší místa ve městě</translation>
    </message>
    <message>
        <source>After dark</source>
        <translation>Po setmění</translation>
    </message>
    <message>
        <source>By day</source>
        <translation>Ve dne</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Zkusit znovu</translation>
    </message>
    <message>
        <source>What you recorded is safe. Try it again.</source>
        <translation>Co jste zapsali, je v bezpečí. Zkuste to znovu.</translation>
    </message>
    <message>
        <source>Choose another part of the day, or look at the map.</source>
        <translation>Zvolte jinou část dne, nebo se podívejte na mapu.</translation>
    </message>
    <message>
        <source>They come with the sync.</source>
        <translation>Přijdou s příštím přenosem.</translation>
    </message>
    <message>
        <source>The ratings could not be read</source>
        <translation>Hodnocení se nepodařilo přečíst</translation>
    </message>
    <message>
        <source>No place stands out here</source>
        <translation>Tady žádné místo nevyčnívá</translation>
    </message>
    <message>
        <source>No ratings yet</source>
        <translation>Zatím žádná hodnocení</translation>
    </message>
</context>
<context>
    <name>Position</name>
    <message>
        <source>My position</source>
        <translation>Moje poloha</translation>
    </message>
    <message>
        <source>My position ±%1 m</source>
        <translation>Moje poloha ±%1 m</translation>
    </message>
</context>
<context>
    <name>PromisesPage</name>
    <message>
        <source>Whom to call, what was promised</source>
        <translation>Komu zavolat a co jsme slíbili</translation>
    </message>
    <message>
        <source>Promises and calls</source>
        <translation>Sliby a hovory</translation>
    </message>
    <message>
        <source>Promises</source>
        <translation>Sliby</translation>
    </message>
    <message>
        <source>Dial %1</source>
        <translation>Vytočit %1</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Zkusit znovu</translation>
    </message>
    <message>
        <source>What you recorded is safe. Try it again.</source>
        <translation>Co jste zapsali, je v bezpečí. Zkuste to znovu.</translation>
    </message>
    <message>
        <source>Open a tip and choose “Promise”: what you say to a resident stands here until it is kept. Calls that are owed come here by themselves.</source>
        <translation>Otevřete podnět a zvolte „Slíbit“: co obyvateli řeknete, stojí tady, dokud to nesplníte. Hovory, které zbývá vyřídit, sem přijdou samy.</translation>
    </message>
    <message>
        <source>The promises and calls could not be read</source>
        <translation>Sliby a hovory se nepodařilo přečíst</translation>
    </message>
    <message>
        <source>Nothing promised, nobody to call</source>
        <translation>Žádné sliby ani hovory</translation>
    </message>
</context>
<context>
    <name>RecordingStrip</name>
    <message>
        <source>The patrol goes on: its way is recorded, sealed.</source>
        <translation>Obchůzka pokračuje: cesta se zaznamenává zašifrovaně.</translation>
    </message>
</context>
<context>
    <name>RefusalForm</name>
    <message>
        <source>Why do you leave it out?</source>
        <translation>Proč ho vynecháváte?</translation>
    </message>
    <message>
        <source>Another reason</source>
        <translation>Jiný důvod</translation>
    </message>
    <message>
        <source>Leave the stop out</source>
        <translation>Vynechat zastavení</translation>
    </message>
    <message>
        <source>The other reasons</source>
        <translation>Ostatní důvody</translation>
    </message>
    <message>
        <source>I will go there after all</source>
        <translation>Přece jen tam půjdu</translation>
    </message>
</context>
<context>
    <name>Roles</name>
    <message>
        <source>Contact officer</source>
        <translation>Územní strážník</translation>
    </message>
    <message>
        <source>Supervisor</source>
        <translation>Vedoucí</translation>
    </message>
    <message>
        <source>Dispatcher</source>
        <translation>Dispečer</translation>
    </message>
    <message>
        <source>Analyst</source>
        <translation>Analytik</translation>
    </message>
    <message>
        <source>Moderator</source>
        <translation>Moderátor</translation>
    </message>
    <message>
        <source>Administrator</source>
        <translation>Správce</translation>
    </message>
</context>
<context>
    <name>Safety</name>
    <message>
        <source>By day</source>
        <translation>Ve dne</translation>
    </message>
    <message>
        <source>After dark</source>
        <translation>Po setmění</translation>
    </message>
    <message>
        <source>Safety</source>
        <translation>Bezpečí</translation>
    </message>
    <message>
        <source>The worst places</source>
        <translation>Nejhorší místa</translation>
    </message>
    <message>
        <source>Legend</source>
        <translation>Legenda</translation>
    </message>
    <message>
        <source>No ratings yet; they come with the sync.</source>
        <translation>Zatím žádná hodnocení; přijdou s příštím přenosem.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Zavřít</translation>
    </message>
    <message numerus="yes">
        <source>%Ln answer(s)</source>
        <translation>
            <numerusform>%Ln odpověď</numerusform>
            <numerusform>%Ln odpovědi</numerusform>
            <numerusform>%Ln odpovědí</numerusform>
        </translation>
    </message>
    <message>
        <source>as of %1, %2</source>
        <translation>k %1, %2</translation>
    </message>
    <message>
        <source>Worse than elsewhere</source>
        <translation>Hůř než jinde</translation>
    </message>
    <message>
        <source>Better than elsewhere</source>
        <translation>Lépe než jinde</translation>
    </message>
    <message>
        <source>Can not be told</source>
        <translation>Nelze poznat</translation>
    </message>
    <message>
        <source>Few answers</source>
        <translation>Málo odpovědí</translation>
    </message>
    <message>
        <source>More people feel unsafe here than elsewhere in the town; nearly certain.</source>
        <translation>Skoro jistě se tu lidé bojí víc než jinde ve městě.</translation>
    </message>
    <message>
        <source>Fewer people feel unsafe here than elsewhere in the town; nearly certain.</source>
        <translation>Skoro jistě se tu lidé bojí méně než jinde ve městě.</translation>
    </message>
    <message>
        <source>Enough answers, but no sure difference from the rest of the town.</source>
        <translation>Odpovědí je dost, ale jistý rozdíl proti zbytku města z nich neplyne.</translation>
    </message>
    <message>
        <source>Fewer than five people, or only old answers: nothing is said.</source>
        <translation>Méně než pět lidí, nebo jen staré odpovědi: nic se o místě neříká.</translation>
    </message>
    <message>
        <source>Between %1 and %2 of 10 feel unsafe</source>
        <translation>Nebezpečně se cítí %1 až&#xa0;%2 z&#xa0;10</translation>
    </message>
    <message>
        <source>%1 of 10 feel unsafe, rather between %2 and %3</source>
        <translation>Nebezpečně se cítí %1&#xa0;z&#xa0;10, spíše mezi %2 a&#xa0;%3</translation>
    </message>
    <message numerus="yes">
        <source>%Ln people answered</source>
        <translation>
            <numerusform>Odpověděl %Ln člověk</numerusform>
            <numerusform>Odpověděli %Ln lidé</numerusform>
            <numerusform>Odpovědělo %Ln lidí</numerusform>
        </translation>
    </message>
    <message>
        <source>Because of: %1</source>
        <translation>Důvody: %1</translation>
    </message>
    <message>
        <source>Better than half a year ago</source>
        <translation>Lepší než před půl rokem</translation>
    </message>
    <message>
        <source>Worse than half a year ago</source>
        <translation>Horší než před půl rokem</translation>
    </message>
    <message>
        <source>A change within half a year can not be told</source>
        <translation>Změnu za půl roku nelze poznat</translation>
    </message>
    <message>
        <source>Too few answers to tell a change</source>
        <translation>Na změnu za půl roku je odpovědí málo</translation>
    </message>
    <message>
        <source>Nobody has answered yet</source>
        <translation>Zatím nikdo neodpověděl</translation>
    </message>
    <message>
        <source>poor lighting</source>
        <translation>špatné osvětlení</translation>
    </message>
    <message>
        <source>litter</source>
        <translation>nepořádek</translation>
    </message>
    <message>
        <source>noise</source>
        <translation>hluk</translation>
    </message>
    <message>
        <source>drinking or drugs</source>
        <translation>popíjení nebo drogy</translation>
    </message>
    <message>
        <source>traffic</source>
        <translation>doprava</translation>
    </message>
    <message>
        <source>a derelict building</source>
        <translation>opuštěný dům</translation>
    </message>
    <message>
        <source>nobody around</source>
        <translation>nikde nikdo</translation>
    </message>
    <message>
        <source>something else</source>
        <translation>něco jiného</translation>
    </message>
    <message>
        <source>In the whole district between %1 and %2 of 10 feel unsafe</source>
        <translation>V celé lokalitě se nebezpečně cítí %1 až&#xa0;%2 z&#xa0;10</translation>
    </message>
    <message>
        <source>In the wider surroundings between %1 and %2 of 10 feel unsafe</source>
        <translation>V širším okolí se nebezpečně cítí %1 až&#xa0;%2 z&#xa0;10</translation>
    </message>
    <message>
        <source>Day and dark together: between %1 and %2 of 10 feel unsafe</source>
        <translation>Ve dne i po setmění dohromady se nebezpečně cítí %1 až&#xa0;%2 z&#xa0;10</translation>
    </message>
    <message>
        <source>Open tips here</source>
        <translation>Otevřené podněty tady</translation>
    </message>
    <message>
        <source>No open tips here</source>
        <translation>Žádné otevřené podněty tady</translation>
    </message>
    <message>
        <source>A place without addresses</source>
        <translation>Místo bez adres</translation>
    </message>
</context>
<context>
    <name>SecretSheet</name>
    <message>
        <source>Change the PIN</source>
        <translation>Změnit PIN</translation>
    </message>
    <message>
        <source>Change the passphrase</source>
        <translation>Změnit heslo</translation>
    </message>
    <message>
        <source>The present one</source>
        <translation>Současné</translation>
    </message>
    <message numerus="yes">
        <source>The new one, %n digit(s)</source>
        <translation>
            <numerusform>Nový, %n číslice</numerusform>
            <numerusform>Nový, %n číslice</numerusform>
            <numerusform>Nový, %n číslic</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The new one, at least %n character(s)</source>
        <translation>
            <numerusform>Nové, aspoň %n znak</numerusform>
            <numerusform>Nové, aspoň %n znaky</numerusform>
            <numerusform>Nové, aspoň %n znaků</numerusform>
        </translation>
    </message>
    <message>
        <source>The new one again</source>
        <translation>Nové ještě jednou</translation>
    </message>
    <message>
        <source>The two differ.</source>
        <translation>Neshodují se.</translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message>
        <source>not on this device yet</source>
        <translation>v zařízení zatím není</translation>
    </message>
    <message>
        <source>damaged; tell your administrator, a new one is needed</source>
        <translation>poškozený; řekněte správci, že je potřeba nový</translation>
    </message>
    <message>
        <source>for a newer version of this app; install that</source>
        <translation>pro novější verzi aplikace; nainstalujte ji</translation>
    </message>
    <message>
        <source>could not be read; lock and unlock the app</source>
        <translation>nešel načíst; zamkněte a odemkněte aplikaci</translation>
    </message>
    <message>
        <source>%1 is shown; the new one: %2</source>
        <translation>zobrazen je %1; nový: %2</translation>
    </message>
    <message>
        <source>Changed. Use the new one from now on.</source>
        <translation>Změněno. Od teď používejte nové.</translation>
    </message>
    <message>
        <source>The present one is not right. Nothing was changed.</source>
        <translation>Současné není správně. Nic se nezměnilo.</translation>
    </message>
    <message>
        <source>The new one is too short. Nothing was changed.</source>
        <translation>Nové je příliš krátké. Nic se nezměnilo.</translation>
    </message>
    <message>
        <source>The new one is among the first that a thief tries. Nothing was changed.</source>
        <translation>Nové je mezi prvními, které zloděj zkusí. Nic se nezměnilo.</translation>
    </message>
    <message>
        <source>After ten wrong tries the key was deleted. Enrol this device anew.</source>
        <translation>Po deseti chybných pokusech byl klíč smazán. Zařízení je třeba znovu zaregistrovat.</translation>
    </message>
    <message>
        <source>It could not be changed. The present one still holds.</source>
        <translation>Změna se nepodařila. Platí dál současné.</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>Settings</source>
        <translation>Nastavení</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Barvy</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Podle systému</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Světlé</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Tmavé</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>Vysoký kontrast</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Jazyk</translation>
    </message>
    <message>
        <source>Motion</source>
        <translation>Pohyb</translation>
    </message>
    <message>
        <source>Without motion</source>
        <translation>Bez pohybu</translation>
    </message>
    <message>
        <source>Safety of this device</source>
        <translation>Zabezpečení zařízení</translation>
    </message>
    <message>
        <source>Change the PIN</source>
        <translation>Změnit PIN</translation>
    </message>
    <message>
        <source>Change the passphrase</source>
        <translation>Změnit heslo</translation>
    </message>
    <message>
        <source>Lock now</source>
        <translation>Zamknout hned</translation>
    </message>
    <message>
        <source>Everything on this device is encrypted. It locks by itself after five minutes.</source>
        <translation>Vše v tomto zařízení je zašifrované. Po pěti minutách se samo zamkne.</translation>
    </message>
    <message>
        <source>Who and where</source>
        <translation>Kdo a kde</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Jméno</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Role</translation>
    </message>
    <message>
        <source>Districts</source>
        <translation>Lokality</translation>
    </message>
    <message>
        <source>Station</source>
        <translation>Služebna</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Zařízení</translation>
    </message>
    <message>
        <source>Basemap</source>
        <translation>Podkladová mapa</translation>
    </message>
    <message>
        <source>About</source>
        <translation>O aplikaci</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Verze</translation>
    </message>
    <message>
        <source>Okrskář is free software under the GNU GPL, version 3 or later. It uses Qt, MapLibre, SQLCipher, Inter and Lucide.</source>
        <translation>Okrskář je svobodný software pod licencí GNU GPL verze 3 nebo novější. Používá Qt, MapLibre, SQLCipher, Inter a Lucide.</translation>
    </message>
</context>
<context>
    <name>SettingsViewModel</name>
    <message>
        <source>The choice holds until the app ends; it could not be kept on the disk.</source>
        <translation>Volba platí do ukončení aplikace; na disk se ji nepodařilo uložit.</translation>
    </message>
</context>
<context>
    <name>Sheet</name>
    <message>
        <source>%1 What you wrote is kept here.</source>
        <translation>%1 Co jste napsali, tu zůstává.</translation>
    </message>
    <message>
        <source>The device is full: this was not recorded. What you wrote is kept here; make room and try again.</source>
        <translation>Zařízení je plné: neuložilo se to. Co jste napsali, tu zůstává; uvolněte místo a zkuste to znovu.</translation>
    </message>
    <message>
        <source>It could not be recorded. What you wrote is kept here; try again.</source>
        <translation>Nepodařilo se to zaznamenat. Co jste napsali, tu zůstalo; zkuste to znovu.</translation>
    </message>
    <message>
        <source>This is too much to be kept as a draft. Record it, or discard other drafts, before you lock the app.</source>
        <translation>Tolik se jako rozepsané neudrží. Uložte to, nebo zahoďte jiné rozepsané, než aplikaci zamknete.</translation>
    </message>
    <message>
        <source>What you write is not on the disk: the store does not take it. It stays here and is tried again; record it before you lock the app.</source>
        <translation>Co píšete, není na disku: úložiště zápis nepřijalo. Text zůstává zde a zkouší se to znovu; zaznamenejte ho, než aplikaci zamknete.</translation>
    </message>
    <message>
        <source>The device is full: what you write is not on its disk yet. Make room, or record it soon.</source>
        <translation>Zařízení je plné: co píšete, ještě není na disku. Uvolněte místo, nebo to brzy uložte.</translation>
    </message>
</context>
<context>
    <name>Shell</name>
    <message>
        <source>a note is being written</source>
        <translation>rozepsaná poznámka</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>Zamknout</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Poznámka</translation>
    </message>
    <message>
        <source>Go on with the note</source>
        <translation>Pokračovat v poznámce</translation>
    </message>
</context>
<context>
    <name>StatusStrip</name>
    <message>
        <source>Without a connection</source>
        <translation>Bez připojení</translation>
    </message>
    <message>
        <source>Patrol %1</source>
        <translation>Obchůzka %1</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Nastavení</translation>
    </message>
</context>
<context>
    <name>StopDelegate</name>
    <message>
        <source>Not made after all</source>
        <translation>Nakonec jsem tu nebyl(a)</translation>
    </message>
    <message>
        <source>I was here</source>
        <translation>Byl(a) jsem tu</translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation>Vynechat</translation>
    </message>
    <message>
        <source>Show %1 on the map</source>
        <translation>Ukázat %1 na mapě</translation>
    </message>
</context>
<context>
    <name>Story</name>
    <message numerus="yes">
        <source>This program can not read %n part(s) of it.</source>
        <translation>
            <numerusform>Tento program neumí přečíst %n část.</numerusform>
            <numerusform>Tento program neumí přečíst %n části.</numerusform>
            <numerusform>Tento program neumí přečíst %n částí.</numerusform>
        </translation>
    </message>
    <message>
        <source>Resident</source>
        <translation>Obyvatel</translation>
    </message>
    <message>
        <source>arrived late</source>
        <translation>došlo později</translation>
    </message>
    <message>
        <source>The photo is not on this device yet.</source>
        <translation>Fotka v tomto zařízení zatím není.</translation>
    </message>
    <message>
        <source>The photo is kept at the station only.</source>
        <translation>Fotka je jen na služebně.</translation>
    </message>
    <message>
        <source>second report, kept beside the first</source>
        <translation>druhá zpráva, uložená vedle první</translation>
    </message>
    <message>
        <source>not accepted</source>
        <translation>nepřijato</translation>
    </message>
    <message>
        <source>the device&apos;s clock was off</source>
        <translation>hodiny zařízení šly špatně</translation>
    </message>
    <message>
        <source>you</source>
        <translation>vy</translation>
    </message>
    <message>
        <source>reply to the resident</source>
        <translation>odpověď obyvateli</translation>
    </message>
    <message>
        <source>Tip accepted</source>
        <translation>Podnět přijat</translation>
    </message>
    <message>
        <source>Work began</source>
        <translation>Práce zahájena</translation>
    </message>
    <message>
        <source>Reopened: %1</source>
        <translation>Znovu otevřeno: %1</translation>
    </message>
    <message>
        <source>Corrected: %1</source>
        <translation>Opraveno: %1</translation>
    </message>
    <message>
        <source>Closed: %1</source>
        <translation>Uzavřeno: %1</translation>
    </message>
    <message>
        <source>kept beside what stands</source>
        <translation>ponecháno vedle toho, co platí</translation>
    </message>
    <message>
        <source>Given to %1</source>
        <translation>Přiděleno: %1</translation>
    </message>
    <message>
        <source>Moved to %1</source>
        <translation>Přesunuto do: %1</translation>
    </message>
    <message>
        <source>Promised by %1: %2</source>
        <translation>Slíbeno do %1: %2</translation>
    </message>
    <message>
        <source>Promise kept: %1</source>
        <translation>Slib splněn: %1</translation>
    </message>
    <message>
        <source>Asked: %1</source>
        <translation>Dotaz: %1</translation>
    </message>
    <message>
        <source>Forwarded to: %1</source>
        <translation>Předáno: %1</translation>
    </message>
    <message>
        <source>with the contact of who sent it</source>
        <translation>i s kontaktem na odesílatele</translation>
    </message>
    <message>
        <source>Answered: %1</source>
        <translation>Odpovězeno: %1</translation>
    </message>
    <message>
        <source>Called back: reached</source>
        <translation>Voláno: dovolali jsme se</translation>
    </message>
    <message>
        <source>Called back in vain</source>
        <translation>Voláno bez úspěchu</translation>
    </message>
    <message>
        <source>Back to work: an answer came</source>
        <translation>Zpět v řešení: přišla odpověď</translation>
    </message>
    <message>
        <source>Message: %1</source>
        <translation>Zpráva: %1</translation>
    </message>
    <message>
        <source>A resident joined</source>
        <translation>Obyvatel se přidal</translation>
    </message>
    <message>
        <source>A resident wants nothing more written to them of it</source>
        <translation>Obyvatel si nepřeje, aby se mu o podnětu dál psalo</translation>
    </message>
    <message>
        <source>Mail arrives there again</source>
        <translation>Pošta tam zase chodí</translation>
    </message>
    <message>
        <source>A mail came back: the address takes none</source>
        <translation>E-mail se vrátil: na tu adresu pošta nechodí</translation>
    </message>
    <message>
        <source>The resident says: solved</source>
        <translation>Obyvatel říká: vyřešeno</translation>
    </message>
    <message>
        <source>The resident says: solved in part</source>
        <translation>Obyvatel říká: vyřešeno zčásti</translation>
    </message>
    <message>
        <source>The resident says: not solved</source>
        <translation>Obyvatel říká: nevyřešeno</translation>
    </message>
    <message>
        <source>The resident says: no longer matters</source>
        <translation>Obyvatel říká: už na tom nezáleží</translation>
    </message>
    <message>
        <source>sent; the status stays as it is</source>
        <translation>odesláno; stav se nemění</translation>
    </message>
    <message>
        <source>somebody had recorded it already; the note is kept</source>
        <translation>už to zapsal někdo jiný; poznámka zůstává</translation>
    </message>
</context>
<context>
    <name>StoryLine</name>
    <message>
        <source>not sent yet</source>
        <translation>zatím neodesláno</translation>
    </message>
    <message>
        <source>Photo</source>
        <translation>Fotka</translation>
    </message>
</context>
<context>
    <name>Sync</name>
    <message numerus="yes">
        <source>%n entry(ies) written to %1. They stay here too until the station has them.</source>
        <translation>
            <numerusform>%n záznam zapsán do %1. Zůstává i tady, dokud ho služebna nemá.</numerusform>
            <numerusform>%n záznamy zapsány do %1. Zůstávají i tady, dokud je služebna nemá.</numerusform>
            <numerusform>%n záznamů zapsáno do %1. Zůstávají i tady, dokud je služebna nemá.</numerusform>
        </translation>
    </message>
    <message>
        <source>The disk is full: no file was written. Your entries are safe here.</source>
        <translation>Disk je plný: soubor se nezapsal. Vaše záznamy jsou tu v bezpečí.</translation>
    </message>
    <message>
        <source>The file could not be written there. Choose another folder.</source>
        <translation>Tam soubor zapsat nejde. Vyberte jinou složku.</translation>
    </message>
    <message>
        <source>The device is full: it was not put aside. Make room and try again.</source>
        <translation>Zařízení je plné: odložit se to nepodařilo. Uvolněte místo a zkuste to znovu.</translation>
    </message>
    <message>
        <source>It could not be put aside. Nothing was changed; try again.</source>
        <translation>Nepodařilo se to odložit. Nic se nezměnilo; zkuste to znovu.</translation>
    </message>
    <message>
        <source>Needs you</source>
        <translation>Potřebuje vás</translation>
    </message>
    <message>
        <source>Not sent yet</source>
        <translation>Zatím neodesláno</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Odesláno</translation>
    </message>
    <message>
        <source>Sync failed on this device</source>
        <translation>Přenos v tomto zařízení selhal</translation>
    </message>
    <message>
        <source>Nothing was lost; it is tried again by itself.</source>
        <translation>Nic se neztratilo; zkusí se to samo znovu.</translation>
    </message>
    <message>
        <source>Not synced yet</source>
        <translation>Zatím bez přenosu</translation>
    </message>
    <message numerus="yes">
        <source>%n entry(ies) wait to be sent</source>
        <translation>
            <numerusform>%n záznam čeká na odeslání</numerusform>
            <numerusform>%n záznamy čekají na odeslání</numerusform>
            <numerusform>%n záznamů čeká na odeslání</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n entry(ies) need you</source>
        <translation>
            <numerusform>%n záznam vás potřebuje</numerusform>
            <numerusform>%n záznamy vás potřebují</numerusform>
            <numerusform>%n záznamů vás potřebuje</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not sent</source>
        <translation>
            <numerusform>%n neodeslaný</numerusform>
            <numerusform>%n neodeslané</numerusform>
            <numerusform>%n neodeslaných</numerusform>
        </translation>
    </message>
    <message>
        <source>recorded just now</source>
        <translation>právě zapsáno</translation>
    </message>
    <message>
        <source>oldest %1</source>
        <translation>nejstarší %1</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>Připojeno</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>Připojuji…</translation>
    </message>
    <message>
        <source>Without a connection</source>
        <translation>Bez připojení</translation>
    </message>
    <message>
        <source>.</source>
        <comment>decimal sign</comment>
        <translation>,</translation>
    </message>
    <message>
        <source>Synced, but this device&apos;s clock is off</source>
        <translation>Přeneseno, ale hodiny zařízení jdou špatně</translation>
    </message>
    <message>
        <source>It differs by %1 from the station&apos;s. Set the date and time; your entries keep their order.</source>
        <translation>Od hodin služebny se liší o %1. Nastavte datum a čas; pořadí vašich záznamů zůstává.</translation>
    </message>
    <message numerus="yes">
        <source>The station does not take %n photo(s)</source>
        <translation>
            <numerusform>Služebna nepřijala %n fotku</numerusform>
            <numerusform>Služebna nepřijala %n fotky</numerusform>
            <numerusform>Služebna nepřijala %n fotek</numerusform>
        </translation>
    </message>
    <message>
        <source>Damaged, or more than 50 million pixels. All else is there; the photos stay on this device.</source>
        <translation>Jsou poškozené, nebo mají přes 50 milionů bodů. Vše ostatní na služebně je; fotky zůstávají v tomto zařízení.</translation>
    </message>
    <message>
        <source>Everything is with the station</source>
        <translation>Služebna má všechno</translation>
    </message>
    <message>
        <source>This device was taken out of service</source>
        <translation>Toto zařízení bylo vyřazeno</translation>
    </message>
    <message>
        <source>Its data was erased. Ask the administrator for a new code.</source>
        <translation>Jeho data byla smazána. Požádejte správce o nový kód.</translation>
    </message>
    <message>
        <source>This program is too old to receive</source>
        <translation>Tato verze je na příjem příliš stará</translation>
    </message>
    <message>
        <source>What you recorded is still sent. Install the new version.</source>
        <translation>Vaše záznamy se dál odesílají. Nainstalujte novou verzi.</translation>
    </message>
    <message>
        <source>This device is a copy of another</source>
        <translation>Toto zařízení je kopií jiného</translation>
    </message>
    <message>
        <source>Nothing was sent twice. Export what is not sent and enrol the device anew.</source>
        <translation>Nic se neodeslalo dvakrát. Vyvezte neodeslané a zařízení znovu zaregistrujte.</translation>
    </message>
    <message>
        <source>The device is full</source>
        <translation>Zařízení je plné</translation>
    </message>
    <message>
        <source>Nothing was lost; new tips wait at the station. Make room and sync again.</source>
        <translation>Nic se neztratilo; nové podněty čekají na služebně. Uvolněte místo a přenos zopakujte.</translation>
    </message>
    <message>
        <source>This device is not enrolled</source>
        <translation>Toto zařízení není zaregistrované</translation>
    </message>
    <message>
        <source>Enter the code from the administrator.</source>
        <translation>Zadejte kód od správce.</translation>
    </message>
    <message>
        <source>The station can not read what this device sent</source>
        <translation>Služebna neumí přečíst, co toto zařízení poslalo</translation>
    </message>
    <message>
        <source>Nothing is lost. If it stays so, export what is not sent and tell the administrator.</source>
        <translation>Nic se neztratilo. Pokud to potrvá, vyexportujte neodeslané a řekněte to správci.</translation>
    </message>
    <message>
        <source>The station has trouble</source>
        <translation>Služebna má potíže</translation>
    </message>
    <message>
        <source>Your entries are safe here; it is tried again by itself.</source>
        <translation>Vaše záznamy jsou tu v bezpečí; zkusí se to samo znovu.</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Zastaveno</translation>
    </message>
    <message numerus="yes">
        <source>The station can not read %n of your entries</source>
        <translation>
            <numerusform>Služebna neumí přečíst %n váš záznam</numerusform>
            <numerusform>Služebna neumí přečíst %n vaše záznamy</numerusform>
            <numerusform>Služebna neumí přečíst %n vašich záznamů</numerusform>
        </translation>
    </message>
    <message>
        <source>It has no more room for such today. They are safe here and are sent again by themselves.</source>
        <translation>Dnes už pro takové nemá místo. Zůstávají v bezpečí tady a odešlou se znovu samy.</translation>
    </message>
    <message numerus="yes">
        <source>This program can not read %n row(s)</source>
        <translation>
            <numerusform>Tento program neumí přečíst %n řádek</numerusform>
            <numerusform>Tento program neumí přečíst %n řádky</numerusform>
            <numerusform>Tento program neumí přečíst %n řádků</numerusform>
        </translation>
    </message>
    <message>
        <source>All else is here. A newer version of the program gets them.</source>
        <translation>Vše ostatní je tady. Novější verze programu je dostane.</translation>
    </message>
    <message>
        <source>Work on: everything is kept here and goes out by itself.</source>
        <translation>Pracujte dál: vše se ukládá tady a odejde samo.</translation>
    </message>
    <message>
        <source>The station answers too slowly</source>
        <translation>Služebna odpovídá příliš pomalu</translation>
    </message>
    <message>
        <source>The connection broke off</source>
        <translation>Spojení se přerušilo</translation>
    </message>
    <message>
        <source>The station could not prove itself</source>
        <translation>Služebna se neprokázala</translation>
    </message>
    <message>
        <source>Nothing was sent. Check the date of this device; if it stays so, tell the administrator.</source>
        <translation>Nic se neodeslalo. Zkontrolujte datum v zařízení; pokud to trvá, řekněte to správci.</translation>
    </message>
    <message>
        <source>Somebody else answered instead of the station</source>
        <translation>Místo služebny odpověděl někdo jiný</translation>
    </message>
    <message>
        <source>Nothing was sent. Public Wi-Fi may ask you to sign in first.</source>
        <translation>Nic se neodeslalo. Veřejná Wi-Fi možná chce nejdřív přihlášení.</translation>
    </message>
    <message>
        <source>Sending your entries</source>
        <translation>Odesílám vaše záznamy</translation>
    </message>
    <message>
        <source>Receiving tips</source>
        <translation>Přijímám podněty</translation>
    </message>
    <message>
        <source>Sending and receiving files</source>
        <translation>Přenáším soubory</translation>
    </message>
    <message>
        <source>New tip</source>
        <translation>Nový podnět</translation>
    </message>
    <message>
        <source>Acceptance</source>
        <translation>Přijetí</translation>
    </message>
    <message>
        <source>Start of work</source>
        <translation>Zahájení práce</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Čekání</translation>
    </message>
    <message>
        <source>Question to a resident</source>
        <translation>Dotaz na obyvatele</translation>
    </message>
    <message>
        <source>Answer to a party</source>
        <translation>Odpověď účastníkovi</translation>
    </message>
    <message>
        <source>Forwarding to a body</source>
        <translation>Předání organizaci</translation>
    </message>
    <message>
        <source>Call back</source>
        <translation>Zavolání zpět</translation>
    </message>
    <message>
        <source>Message of a party</source>
        <translation>Zpráva účastníka</translation>
    </message>
    <message>
        <source>A resident joins</source>
        <translation>Přidání obyvatele</translation>
    </message>
    <message>
        <source>A resident leaves</source>
        <translation>Odchod obyvatele</translation>
    </message>
    <message>
        <source>How a party is reached</source>
        <translation>Cesta k účastníkovi</translation>
    </message>
    <message>
        <source>Satisfaction of a resident</source>
        <translation>Spokojenost obyvatele</translation>
    </message>
    <message>
        <source>Closing</source>
        <translation>Uzavření</translation>
    </message>
    <message>
        <source>Reopening</source>
        <translation>Znovuotevření</translation>
    </message>
    <message>
        <source>Assignment</source>
        <translation>Přidělení</translation>
    </message>
    <message>
        <source>Correction</source>
        <translation>Oprava</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Poznámka</translation>
    </message>
    <message>
        <source>Photo</source>
        <translation>Fotka</translation>
    </message>
    <message>
        <source>Promise</source>
        <translation>Slib</translation>
    </message>
    <message>
        <source>Fulfilment of a promise</source>
        <translation>Splnění slibu</translation>
    </message>
    <message>
        <source>Collected rating</source>
        <translation>Zapsané hodnocení</translation>
    </message>
    <message>
        <source>Patrol note</source>
        <translation>Poznámka z obchůzky</translation>
    </message>
    <message>
        <source>Photo of a patrol note</source>
        <translation>Fotka k poznámce z obchůzky</translation>
    </message>
    <message>
        <source>Start of a patrol</source>
        <translation>Začátek obchůzky</translation>
    </message>
    <message>
        <source>End of a patrol</source>
        <translation>Konec obchůzky</translation>
    </message>
    <message>
        <source>Taken back</source>
        <translation>Vzato zpět</translation>
    </message>
    <message>
        <source>Arrival</source>
        <translation>Přijetí</translation>
    </message>
    <message>
        <source>not sent</source>
        <translation>neodesláno</translation>
    </message>
    <message>
        <source>on its way</source>
        <translation>na cestě</translation>
    </message>
    <message>
        <source>done</source>
        <translation>hotovo</translation>
    </message>
    <message>
        <source>kept beside another</source>
        <translation>uloženo vedle jiného</translation>
    </message>
    <message>
        <source>needs you</source>
        <translation>potřebuje vás</translation>
    </message>
    <message>
        <source>Taken back.</source>
        <translation>Vzato zpět.</translation>
    </message>
    <message>
        <source>It was sent already and can not be taken back.</source>
        <translation>Už to bylo odesláno a nejde to vzít zpět.</translation>
    </message>
    <message>
        <source>The device is full: it was not taken back and still waits to be sent. Make room and try again.</source>
        <translation>Zařízení je plné: zpět se to nevzalo a stále to čeká na odeslání. Uvolněte místo a zkuste to znovu.</translation>
    </message>
    <message>
        <source>It could not be taken back: the store does not take it. Nothing was changed; try again.</source>
        <translation>Zpět to vzít nešlo: úložiště zápis nepřijalo. Nic se nezměnilo; zkuste to znovu.</translation>
    </message>
    <message>
        <source>Recorded anew; it goes out with the next sync.</source>
        <translation>Zaznamenáno znovu; odejde s příští synchronizací.</translation>
    </message>
    <message>
        <source>The disk is full. Free some space and try again; nothing was lost.</source>
        <translation>Disk je plný. Uvolněte místo a zkuste to znovu; nic se neztratilo.</translation>
    </message>
    <message>
        <source>Not sent again: %1</source>
        <translation>Znovu neodesláno: %1</translation>
    </message>
    <message>
        <source>It could not be recorded. What you wrote is kept here; try again.</source>
        <translation>Nešlo to zaznamenat. Co jste napsali, zůstává zde; zkuste to znovu.</translation>
    </message>
</context>
<context>
    <name>SyncPage</name>
    <message>
        <source>Last sync %1</source>
        <translation>Poslední přenos %1</translation>
    </message>
    <message>
        <source>Sync</source>
        <translation>Přenos</translation>
    </message>
    <message>
        <source>Export what is not sent to a file</source>
        <translation>Vyvézt neodeslané do souboru</translation>
    </message>
    <message>
        <source>Photos to send: %1</source>
        <translation>Fotek k odeslání: %1</translation>
    </message>
    <message>
        <source>Enrol this device anew</source>
        <translation>Znovu zaregistrovat zařízení</translation>
    </message>
    <message>
        <source>Syncing…</source>
        <translation>Přenáším…</translation>
    </message>
    <message>
        <source>Sync now</source>
        <translation>Přenést hned</translation>
    </message>
    <message>
        <source>What you record offline waits here until the station has it.</source>
        <translation>Co zapíšete bez připojení, čeká tady, dokud to služebna nemá.</translation>
    </message>
    <message>
        <source>Nothing waits</source>
        <translation>Nic nečeká</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Zkusit znovu</translation>
    </message>
    <message>
        <source>Nothing was lost.</source>
        <translation>Nic se neztratilo.</translation>
    </message>
    <message>
        <source>The list could not be read</source>
        <translation>Seznam se nepodařilo načíst</translation>
    </message>
    <message>
        <source>Entries of Okrskář (*.okrskar)</source>
        <translation>Záznamy Okrskáře (*.okrskar)</translation>
    </message>
</context>
<context>
    <name>SyncViewModel</name>
    <message>
        <source>Taken back. What you wrote is a draft again.</source>
        <translation>Vzato zpět. Co jste napsali, je znovu rozepsané.</translation>
    </message>
    <message>
        <source>This entry needs nothing any more. What you wrote can still be copied.</source>
        <translation>Tento záznam už nic nepotřebuje. Co jste napsali, jde stále zkopírovat.</translation>
    </message>
</context>
<context>
    <name>Team</name>
    <message>
        <source>nobody yet</source>
        <translation>zatím nikdo</translation>
    </message>
    <message numerus="yes">
        <source>%n open</source>
        <translation>
            <numerusform>%n otevřený</numerusform>
            <numerusform>%n otevřené</numerusform>
            <numerusform>%n otevřených</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n overdue</source>
        <translation>
            <numerusform>%n po lhůtě</numerusform>
            <numerusform>%n po lhůtě</numerusform>
            <numerusform>%n po lhůtě</numerusform>
        </translation>
    </message>
    <message>
        <source>oldest %1</source>
        <translation>nejstarší %1</translation>
    </message>
    <message>
        <source>Outside all districts</source>
        <translation>Mimo všechny lokality</translation>
    </message>
    <message>
        <source>New in 7 days</source>
        <translation>Nové za 7 dní</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Otevřené</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Čekající</translation>
    </message>
    <message>
        <source>Overdue</source>
        <translation>Po lhůtě</translation>
    </message>
    <message>
        <source>%1 has the most open (%2), %3 the fewest (%4).</source>
        <translation>Nejvíc otevřených má %1 (%2), nejméně %3 (%4).</translation>
    </message>
    <message>
        <source>All districts</source>
        <translation>Všechny lokality</translation>
    </message>
</context>
<context>
    <name>TeamPage</name>
    <message>
        <source>Where does the work pile up?</source>
        <translation>Kde se hromadí práce?</translation>
    </message>
    <message>
        <source>New 7 d</source>
        <translation>Nové 7 d</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Otevřené</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Čekající</translation>
    </message>
    <message>
        <source>Overdue</source>
        <translation>Po lhůtě</translation>
    </message>
    <message>
        <source>all districts</source>
        <translation>všechny lokality</translation>
    </message>
    <message>
        <source>overdue</source>
        <translation>po lhůtě</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>čekající</translation>
    </message>
    <message>
        <source>in hand</source>
        <translation>v řešení</translation>
    </message>
    <message>
        <source>Oldest</source>
        <translation>Nejstarší</translation>
    </message>
    <message>
        <source>The board fills with the first sync. Open Sync and tap &quot;Sync now&quot;.</source>
        <translation>Přehled se naplní prvním přenosem. Otevřete Přenos a klepněte na „Přenést hned“.</translation>
    </message>
    <message>
        <source>No work to show yet</source>
        <translation>Zatím není co ukázat</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Zkusit znovu</translation>
    </message>
    <message>
        <source>Nothing was lost.</source>
        <translation>Nic se neztratilo.</translation>
    </message>
    <message>
        <source>The board could not be read</source>
        <translation>Přehled se nepodařilo načíst</translation>
    </message>
    <message>
        <source>Tap a number of the board to see its tips and to give them to another officer.</source>
        <translation>Klepněte na číslo v přehledu: uvidíte jeho podněty a můžete je předat jinému strážníkovi.</translation>
    </message>
    <message>
        <source>Every number leads to its tips</source>
        <translation>Každé číslo vede ke svým podnětům</translation>
    </message>
</context>
<context>
    <name>TipActions</name>
    <message>
        <source>More actions</source>
        <translation>Další akce</translation>
    </message>
</context>
<context>
    <name>TipPage</name>
    <message>
        <source>Tip</source>
        <translation>Podnět</translation>
    </message>
    <message>
        <source>Show on the map</source>
        <translation>Ukázat na mapě</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) not sent</source>
        <translation>
            <numerusform>%n neodeslaná změna</numerusform>
            <numerusform>%n neodeslané změny</numerusform>
            <numerusform>%n neodeslaných změn</numerusform>
        </translation>
    </message>
    <message>
        <source>This tip is no longer yours. It stays here until your changes have been sent.</source>
        <translation>Tento podnět už není váš. Zůstává tu, dokud se neodešlou vaše změny.</translation>
    </message>
    <message>
        <source>An older tip, shown from the station. It can be read here, not changed, and is not kept on this device.</source>
        <translation>Starší podnět ze služebny. Dá se tu číst, ne měnit, a v zařízení se neukládá.</translation>
    </message>
    <message>
        <source>Reading the tip from the station …</source>
        <translation>Podnět se načítá ze služebny…</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Zkusit znovu</translation>
    </message>
    <message>
        <source>The tip did not come</source>
        <translation>Podnět se nepodařilo načíst</translation>
    </message>
    <message>
        <source>It was given to somebody else or has been removed. What you wrote is on the Sync page.</source>
        <translation>Byl předán někomu jinému nebo odstraněn. Co jste napsali, je na stránce Přenos.</translation>
    </message>
    <message>
        <source>What you recorded is safe. Go back and open the tip again.</source>
        <translation>Vaše záznamy jsou v bezpečí. Vraťte se a podnět otevřete znovu.</translation>
    </message>
    <message>
        <source>The tip could not be read</source>
        <translation>Podnět se nepodařilo načíst</translation>
    </message>
    <message>
        <source>This tip is no longer on this device</source>
        <translation>Tento podnět už v zařízení není</translation>
    </message>
    <message>
        <source>Choose a tip</source>
        <translation>Vyberte podnět</translation>
    </message>
</context>
<context>
    <name>TipWho</name>
    <message>
        <source>Resident</source>
        <translation>Obyvatel</translation>
    </message>
    <message>
        <source>Call the resident</source>
        <translation>Zavolat obyvateli</translation>
    </message>
    <message>
        <source>Write to the resident</source>
        <translation>Napsat obyvateli</translation>
    </message>
</context>
<context>
    <name>Tips</name>
    <message numerus="yes">
        <source>%n not sent</source>
        <translation>
            <numerusform>%n neodeslaný</numerusform>
            <numerusform>%n neodeslané</numerusform>
            <numerusform>%n neodeslaných</numerusform>
        </translation>
    </message>
    <message>
        <source>being written</source>
        <translation>rozepsáno</translation>
    </message>
    <message>
        <source>not read yet</source>
        <translation>nepřečteno</translation>
    </message>
    <message numerus="yes">
        <source>%n joined</source>
        <translation>
            <numerusform>%n se přidal</numerusform>
            <numerusform>%n se přidali</numerusform>
            <numerusform>%n se přidalo</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s)</source>
        <translation>
            <numerusform>%n fotka</numerusform>
            <numerusform>%n fotky</numerusform>
            <numerusform>%n fotek</numerusform>
        </translation>
    </message>
    <message>
        <source>New</source>
        <translation>Nový</translation>
    </message>
    <message>
        <source>Accepted</source>
        <translation>Přijatý</translation>
    </message>
    <message>
        <source>In progress</source>
        <translation>V řešení</translation>
    </message>
    <message>
        <source>Waiting on the resident</source>
        <translation>Čeká na obyvatele</translation>
    </message>
    <message>
        <source>Waiting on another body</source>
        <translation>Čeká na jiný orgán</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>Uzavřený</translation>
    </message>
    <message>
        <source>Reopened</source>
        <translation>Znovu otevřený</translation>
    </message>
    <message>
        <source>Solved</source>
        <translation>Vyřešeno</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>Nezjištěno</translation>
    </message>
    <message>
        <source>Handed over</source>
        <translation>Předáno</translation>
    </message>
    <message>
        <source>Not ours</source>
        <translation>Není náš</translation>
    </message>
    <message>
        <source>Monitored</source>
        <translation>Sledujeme</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>Opakovaný</translation>
    </message>
    <message>
        <source>from the web</source>
        <translation>z webu</translation>
    </message>
    <message>
        <source>by telephone</source>
        <translation>telefonem</translation>
    </message>
    <message>
        <source>by e-mail</source>
        <translation>e-mailem</translation>
    </message>
    <message>
        <source>from an officer</source>
        <translation>od strážníka</translation>
    </message>
    <message>
        <source>from another system</source>
        <translation>z jiného systému</translation>
    </message>
</context>
<context>
    <name>TodayPage</name>
    <message>
        <source>Search tips</source>
        <translation>Hledat podněty</translation>
    </message>
    <message>
        <source>Order of the list</source>
        <translation>Řazení seznamu</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Nové</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Dnes</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Čekající</translation>
    </message>
    <message>
        <source>Overdue</source>
        <translation>Po lhůtě</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>Uzavřené</translation>
    </message>
    <message numerus="yes">
        <source>more than %n tip(s)</source>
        <translation>
            <numerusform>víc než %n podnět</numerusform>
            <numerusform>víc než %n podněty</numerusform>
            <numerusform>víc než %n podnětů</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tip(s)</source>
        <translation>
            <numerusform>%n podnět</numerusform>
            <numerusform>%n podněty</numerusform>
            <numerusform>%n podnětů</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Still reading %n tip(s) for the search</source>
        <translation>
            <numerusform>Pro hledání se ještě čte %n podnět</numerusform>
            <numerusform>Pro hledání se ještě čtou %n podněty</numerusform>
            <numerusform>Pro hledání se ještě čte %n podnětů</numerusform>
        </translation>
    </message>
    <message>
        <source>Tips</source>
        <translation>Podněty</translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation>Nejnovější první</translation>
    </message>
    <message>
        <source>By deadline</source>
        <translation>Podle lhůty</translation>
    </message>
    <message>
        <source>Nearest first</source>
        <translation>Nejbližší první</translation>
    </message>
    <message>
        <source>Nearest first (position not known)</source>
        <translation>Nejbližší první (poloha není známá)</translation>
    </message>
    <message>
        <source>The list could not be read</source>
        <translation>Seznam se nepodařilo načíst</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>Nic nenalezeno</translation>
    </message>
    <message>
        <source>No tips on this device yet</source>
        <translation>V zařízení zatím nejsou podněty</translation>
    </message>
    <message>
        <source>Nothing new</source>
        <translation>Nic nového</translation>
    </message>
    <message>
        <source>Nothing for today</source>
        <translation>Na dnešek nic</translation>
    </message>
    <message>
        <source>Nothing waits on anybody</source>
        <translation>Na nikoho se nečeká</translation>
    </message>
    <message>
        <source>Nothing is overdue</source>
        <translation>Nic není po lhůtě</translation>
    </message>
    <message>
        <source>Nothing closed yet</source>
        <translation>Zatím nic uzavřeného</translation>
    </message>
    <message>
        <source>No such tips</source>
        <translation>Takové podněty nejsou</translation>
    </message>
    <message>
        <source>What you recorded is safe. Start the app again; if that does not help, call your administrator.</source>
        <translation>Vaše záznamy jsou v bezpečí. Spusťte aplikaci znovu; pokud to nepomůže, zavolejte správci.</translation>
    </message>
    <message>
        <source>Try fewer letters or another word. Accents do not matter.</source>
        <translation>Zkuste méně písmen nebo jiné slovo. Na háčcích a čárkách nezáleží.</translation>
    </message>
    <message>
        <source>They arrive with the first sync. Connect and look at the Sync page.</source>
        <translation>Přijdou s prvním přenosem. Připojte se a podívejte se na stránku Přenos.</translation>
    </message>
    <message>
        <source>Look at what is for today, or start a patrol.</source>
        <translation>Podívejte se, co je na dnešek, nebo zahajte obchůzku.</translation>
    </message>
    <message>
        <source>Accept a new tip, or start a patrol.</source>
        <translation>Přijměte nový podnět, nebo zahajte obchůzku.</translation>
    </message>
    <message>
        <source>Well done. Keep an eye on today&apos;s deadlines.</source>
        <translation>Dobrá práce. Hlídejte dnešní lhůty.</translation>
    </message>
</context>
<context>
    <name>UndoBar</name>
    <message>
        <source>Undo: %1</source>
        <translation>Vzít zpět: %1</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Vzít zpět</translation>
    </message>
</context>
<context>
    <name>Unlock</name>
    <message numerus="yes">
        <source>That is not right. %n try(ies) left.</source>
        <translation>
            <numerusform>To není správně. Zbývá %n pokus.</numerusform>
            <numerusform>To není správně. Zbývají %n pokusy.</numerusform>
            <numerusform>To není správně. Zbývá %n pokusů.</numerusform>
        </translation>
    </message>
    <message>
        <source>That is not right. Try again.</source>
        <translation>To není správně. Zkuste to znovu.</translation>
    </message>
    <message>
        <source>After ten wrong tries the key was deleted. Enrol this device anew with a code of your station.</source>
        <translation>Po deseti chybných pokusech byl klíč smazán. Zařízení znovu zaregistrujte kódem ze služebny.</translation>
    </message>
    <message>
        <source>The key store of this computer does not answer. Sign in to the computer and try again.</source>
        <translation>Úložiště klíčů v počítači neodpovídá. Přihlaste se do počítače a zkuste to znovu.</translation>
    </message>
    <message>
        <source>The encryption is not installed, so nothing is opened. Install the app again.</source>
        <translation>Šifrování není nainstalované, proto se nic neotevře. Nainstalujte aplikaci znovu.</translation>
    </message>
    <message>
        <source>The store on this device can not be read. Nothing in it was changed; call your administrator.</source>
        <translation>Úložiště v zařízení nejde přečíst. Nic se v něm nezměnilo; zavolejte správci.</translation>
    </message>
    <message>
        <source>A newer version of the app wrote this store. Update the app.</source>
        <translation>Úložiště zapsala novější verze aplikace. Aktualizujte aplikaci.</translation>
    </message>
    <message>
        <source>The disk is full. Free some space and try again.</source>
        <translation>Disk je plný. Uvolněte místo a zkuste to znovu.</translation>
    </message>
    <message>
        <source>This is not an address of a station, e.g. https://station.example</source>
        <translation>Toto není adresa služebny, např. https://station.example</translation>
    </message>
    <message>
        <source>Only an encrypted connection is used: the address begins with https.</source>
        <translation>Používá se jen šifrované spojení: adresa začíná https.</translation>
    </message>
    <message>
        <source>The station&apos;s certificate is not on this device. Ask your administrator for it.</source>
        <translation>Certifikát služebny v zařízení není. Požádejte o něj správce.</translation>
    </message>
    <message>
        <source>The code is wrong, used or too old. Ask your station for a new one.</source>
        <translation>Kód je chybný, použitý nebo příliš starý. Požádejte služebnu o nový.</translation>
    </message>
    <message>
        <source>The station can not be reached. Check the connection and try again.</source>
        <translation>Služebna není dostupná. Zkontrolujte připojení a zkuste to znovu.</translation>
    </message>
    <message>
        <source>The station could not answer. Try again in a while.</source>
        <translation>Služebna nemohla odpovědět. Zkuste to za chvíli.</translation>
    </message>
    <message>
        <source>That is too short to protect this device.</source>
        <translation>To je na ochranu tohoto zařízení příliš krátké.</translation>
    </message>
    <message>
        <source>That is one of the first that a thief tries, such as 123456 or a repetition. Choose another.</source>
        <translation>To je jedno z prvních, co zloděj zkusí, třeba 123456 nebo opakování. Zvolte jiné.</translation>
    </message>
    <message>
        <source>Okrskář already runs with this store, in another window. Go on there, or close it first.</source>
        <translation>Okrskář s tímto úložištěm už běží v jiném okně. Pokračujte tam, nebo ho nejdřív zavřete.</translation>
    </message>
    <message>
        <source>This device was revoked and wiped. Enrol it anew with a code.</source>
        <translation>Toto zařízení bylo vyřazeno a smazáno. Zaregistrujte ho znovu kódem.</translation>
    </message>
</context>
<context>
    <name>UnlockPage</name>
    <message>
        <source>Okrskář</source>
        <translation>Okrskář</translation>
    </message>
    <message>
        <source>Connect this device to your station. The code is good once.</source>
        <translation>Připojte zařízení ke své služebně. Kód platí jednou.</translation>
    </message>
    <message>
        <source>Once more, so that no slip locks you out.</source>
        <translation>Ještě jednou, aby vás překlep nezamkl.</translation>
    </message>
    <message numerus="yes">
        <source>Choose a PIN of %n digit(s) for this device.</source>
        <translation>
            <numerusform>Zvolte pro zařízení PIN o %n číslici.</numerusform>
            <numerusform>Zvolte pro zařízení PIN o %n číslicích.</numerusform>
            <numerusform>Zvolte pro zařízení PIN o %n číslicích.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Choose a passphrase of at least %n character(s).</source>
        <translation>
            <numerusform>Zvolte heslo o aspoň %n znaku.</numerusform>
            <numerusform>Zvolte heslo o aspoň %n znacích.</numerusform>
            <numerusform>Zvolte heslo o aspoň %n znacích.</numerusform>
        </translation>
    </message>
    <message>
        <source>Enter your PIN</source>
        <translation>Zadejte PIN</translation>
    </message>
    <message>
        <source>Enter your passphrase</source>
        <translation>Zadejte heslo</translation>
    </message>
    <message>
        <source>The two were not the same. Start again.</source>
        <translation>Neshodovala se. Začněte znovu.</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>Připojuji…</translation>
    </message>
    <message>
        <source>Unlocking…</source>
        <translation>Odemykám…</translation>
    </message>
    <message>
        <source>Use a passphrase instead</source>
        <translation>Použít raději heslo</translation>
    </message>
    <message>
        <source>Use a PIN instead</source>
        <translation>Použít raději PIN</translation>
    </message>
    <message>
        <source>Address of the station</source>
        <translation>Adresa služebny</translation>
    </message>
    <message>
        <source>Enrolment code</source>
        <translation>Registrační kód</translation>
    </message>
    <message>
        <source>From your station</source>
        <translation>Od vaší služebny</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Pokračovat</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>Heslo</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>Odemknout</translation>
    </message>
</context>
<context>
    <name>Verdicts</name>
    <message>
        <source>It was so already; nothing had to be changed.</source>
        <translation>Už to tak bylo; nebylo co měnit.</translation>
    </message>
    <message>
        <source>The station has this already; nothing was doubled.</source>
        <translation>Služebna to už má; nic se nezdvojilo.</translation>
    </message>
    <message>
        <source>Somebody changed it meanwhile. Your change is kept here: look at it anew and decide.</source>
        <translation>Někdo to mezitím změnil. Vaše změna je uložená tady: podívejte se znovu a rozhodněte.</translation>
    </message>
    <message>
        <source>Your role may not do this. Nothing was changed; ask your supervisor.</source>
        <translation>Vaše role to nesmí. Nic se nezměnilo; obraťte se na vedoucího.</translation>
    </message>
    <message>
        <source>The tip was no longer yours by then. What you wrote is kept here.</source>
        <translation>Podnět už tou dobou nebyl váš. Co jste napsali, je uložené tady.</translation>
    </message>
    <message>
        <source>The picture has more than 50 million pixels; the station takes no larger ones. Choose a smaller one; what you wrote is kept.</source>
        <translation>Obrázek má přes 50 milionů bodů, větší stanice nebere. Vyberte menší; co jste napsali, zůstává.</translation>
    </message>
    <message>
        <source>The photo is no picture or over 25 MB. Choose another; what you wrote is kept.</source>
        <translation>Soubor není fotka nebo má přes 25 MB. Vyberte jiný; co jste napsali, zůstává.</translation>
    </message>
    <message>
        <source>Tips are not forwarded to this body any more. What you wrote is kept here: copy it, and forward the tip to another.</source>
        <translation>Této organizaci se už podněty nepředávají. Co jste napsali, zůstává tady: zkopírujte to a předejte podnět jiné.</translation>
    </message>
    <message>
        <source>Something needed is missing. What you wrote is kept here: complete it and send it again.</source>
        <translation>Něco potřebného chybí. Co jste napsali, je uložené tady: doplňte to a odešlete znovu.</translation>
    </message>
    <message>
        <source>The station is too old for this change. It is kept here and can be sent again later.</source>
        <translation>Služebna je na tuto změnu příliš stará. Je uložená tady a lze ji odeslat později.</translation>
    </message>
    <message>
        <source>This is not, or no longer, among what you may change. What you wrote is kept here.</source>
        <translation>Tohle měnit nemůžete, nebo už nemůžete. Co jste napsali, je uložené tady.</translation>
    </message>
    <message>
        <source>The station failed on this change. It is kept here and there; the administrator was told.</source>
        <translation>Služebna na této změně selhala. Je uložená tady i tam; správce o tom ví.</translation>
    </message>
    <message>
        <source>It was closed already. Your report is kept beside the first.</source>
        <translation>Už byl uzavřen. Vaše zpráva je uložená vedle první.</translation>
    </message>
    <message>
        <source>%1 closed it already (%2). Your report is kept in the history beside the first.</source>
        <translation>Podnět už je uzavřen (%1, %2). Vaše zpráva je v historii vedle první.</translation>
    </message>
</context>
<context>
    <name>Walk</name>
    <message>
        <source>made %1</source>
        <translation>hotovo %1</translation>
    </message>
    <message>
        <source>Stop %1</source>
        <translation>Zastavení %1</translation>
    </message>
    <message>
        <source>Left out; the rest is planned anew.</source>
        <translation>Vynecháno, zbytek trasy je naplánovaný znovu.</translation>
    </message>
    <message>
        <source>The round was put away.</source>
        <translation>Trasa je odložená.</translation>
    </message>
    <message>
        <source>People feel unsafe here</source>
        <translation>Lidé se tu bojí</translation>
    </message>
    <message>
        <source>Open tips wait here</source>
        <translation>Čekají tu otevřené podněty</translation>
    </message>
    <message>
        <source>Too little is known of this place</source>
        <translation>O místě víme málo</translation>
    </message>
    <message>
        <source>Not safe alone</source>
        <translation>Není tam bezpečno o samotě</translation>
    </message>
    <message>
        <source>I was there already</source>
        <translation>Už jsem tam byl(a)</translation>
    </message>
    <message>
        <source>Can not be reached</source>
        <translation>Nedá se tam dojít</translation>
    </message>
    <message>
        <source>Another duty</source>
        <translation>Mám jiný úkol</translation>
    </message>
    <message>
        <source>Another reason</source>
        <translation>Jiný důvod</translation>
    </message>
    <message>
        <source>Nobody has rated this place yet</source>
        <translation>Místo zatím nikdo nehodnotil</translation>
    </message>
    <message numerus="yes">
        <source>%n open tip(s)</source>
        <translation>
            <numerusform>%n otevřený podnět</numerusform>
            <numerusform>%n otevřené podněty</numerusform>
            <numerusform>%n otevřených podnětů</numerusform>
        </translation>
    </message>
    <message>
        <source>No visit is known</source>
        <translation>Žádné zastavení tu není zapsané</translation>
    </message>
    <message>
        <source>Last visit: %1</source>
        <translation>Naposledy tu někdo byl %1</translation>
    </message>
    <message>
        <source>at %1, for %2 min</source>
        <translation>v %1 na %2 min</translation>
    </message>
    <message numerus="yes">
        <source>%n stop(s)</source>
        <translation>
            <numerusform>%n zastavení</numerusform>
            <numerusform>%n zastavení</numerusform>
            <numerusform>%n zastavení</numerusform>
        </translation>
    </message>
    <message>
        <source>The round is done</source>
        <translation>Trasa je hotová</translation>
    </message>
    <message>
        <source>%1, back at %2</source>
        <translation>%1, zpět v %2</translation>
    </message>
    <message>
        <source>%1 min, %2 of them walking · %3</source>
        <translation>%1 min, z toho %2 min chůze · %3</translation>
    </message>
    <message>
        <source>No other round is worth at least 95 % of the best one, so nothing was drawn. Distances are straight lines made longer by a third.</source>
        <translation>Jiná trasa nemá ani 95 % hodnoty té nejlepší, proto se nelosovalo. Vzdálenosti jsou vzdušnou čarou prodlouženou o třetinu.</translation>
    </message>
    <message>
        <source>Drawn by the number %1 from %2 rounds that are worth at least 95 % of the best one, so that nobody can foresee it. Distances are straight lines made longer by a third.</source>
        <translation>Vylosováno číslem %1 z %2 tras, které mají aspoň 95 % hodnoty té nejlepší, aby ji nikdo nemohl předvídat. Vzdálenosti jsou vzdušnou čarou prodlouženou o třetinu.</translation>
    </message>
    <message>
        <source>%1 min are too few: the nearest stop and back takes %2 min. Choose more time or another start.</source>
        <translation>%1 min nestačí: nejbližší zastavení i s návratem trvá %2 min. Zvolte delší čas nebo jiný začátek.</translation>
    </message>
    <message>
        <source>There is no place left to be suggested: all were visited lately, made or left out.</source>
        <translation>Už není co navrhnout: všechna místa jsou navštívená, hotová nebo vynechaná.</translation>
    </message>
    <message>
        <source>This stop is no longer on the round.</source>
        <translation>Toto zastavení už na trase není.</translation>
    </message>
    <message>
        <source>That did not work. Nothing was lost; try again.</source>
        <translation>Nepodařilo se to. Nic se neztratilo, zkuste to znovu.</translation>
    </message>
    <message>
        <source>Stop left out: %1. Reason: %2.</source>
        <translation>Vynechané zastavení: %1. Důvod: %2.</translation>
    </message>
    <message>
        <source>From the place chosen on the map</source>
        <translation>Z místa vybraného na mapě</translation>
    </message>
    <message>
        <source>From where I stand</source>
        <translation>Odtud, kde stojím</translation>
    </message>
    <message>
        <source>From the middle of the district</source>
        <translation>Ze středu lokality</translation>
    </message>
    <message>
        <source>Choose on the map where you begin</source>
        <translation>Vyberte na mapě, kde začnete</translation>
    </message>
</context>
<context>
    <name>WalkPane</name>
    <message>
        <source>How much time do you have?</source>
        <translation>Kolik máte času?</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>choose another start on the map</source>
        <translation>vybrat jiný začátek na mapě</translation>
    </message>
    <message>
        <source>Begin where I stand</source>
        <translation>Začít tam, kde stojím</translation>
    </message>
    <message>
        <source>Suggest a round</source>
        <translation>Navrhnout trasu</translation>
    </message>
    <message>
        <source>From the ratings of residents, the open tips and the last visits that are on this device. It works without a connection, and you can leave out any stop.</source>
        <translation>Podle hodnocení obyvatel, otevřených podnětů a posledních zastavení, která jsou v tomto zařízení. Funguje bez připojení a kterékoli zastavení můžete vynechat.</translation>
    </message>
    <message>
        <source>Suggested round</source>
        <translation>Navržená trasa</translation>
    </message>
    <message>
        <source>Put the round away</source>
        <translation>Odložit trasu</translation>
    </message>
    <message>
        <source>Plan on from here</source>
        <translation>Plánovat odtud</translation>
    </message>
    <message>
        <source>On the map</source>
        <translation>Na mapě</translation>
    </message>
</context>
<context>
    <name>WorkArea</name>
    <message>
        <source>My position</source>
        <translation>Moje poloha</translation>
    </message>
    <message>
        <source>Nearer</source>
        <translation>Přiblížit</translation>
    </message>
    <message>
        <source>Farther</source>
        <translation>Oddálit</translation>
    </message>
    <message>
        <source>Choose a tip</source>
        <translation>Vyberte podnět</translation>
    </message>
</context>
<context>
    <name>Workspace</name>
    <message>
        <source>Tap the place on the map.</source>
        <translation>Klepněte na místo na mapě.</translation>
    </message>
</context>
<context>
    <name>Writing</name>
    <message>
        <source>An answer came</source>
        <translation>Přišla odpověď</translation>
    </message>
    <message>
        <source>on the web</source>
        <translation>na webu</translation>
    </message>
    <message>
        <source>by e-mail</source>
        <translation>e-mailem</translation>
    </message>
    <message>
        <source>by telephone</source>
        <translation>telefonem</translation>
    </message>
    <message>
        <source>at the counter</source>
        <translation>na služebně</translation>
    </message>
    <message>
        <source>from another system</source>
        <translation>z jiného systému</translation>
    </message>
    <message>
        <source>leaves %1, can be taken back until then</source>
        <translation>odejde %1, do té doby jde vzít zpět</translation>
    </message>
    <message>
        <source>to be told by a call</source>
        <translation>vyřídit telefonicky</translation>
    </message>
    <message>
        <source>not delivered yet, tried again: %1</source>
        <translation>zatím nedoručeno, zkouší se znovu: %1</translation>
    </message>
    <message>
        <source>waits to be sent by e-mail</source>
        <translation>čeká na odeslání e-mailem</translation>
    </message>
    <message>
        <source>could not be delivered: %1</source>
        <translation>nedoručeno: %1</translation>
    </message>
    <message>
        <source>taken back before it left</source>
        <translation>vzato zpět, neodešlo</translation>
    </message>
    <message>
        <source>the address does not take mail</source>
        <translation>na tu adresu pošta nechodí</translation>
    </message>
    <message>
        <source>the mailbox is full</source>
        <translation>schránka je plná</translation>
    </message>
    <message>
        <source>shown on their page</source>
        <translation>je na jejich stránce</translation>
    </message>
    <message>
        <source>told by a call</source>
        <translation>vyřízeno telefonicky</translation>
    </message>
    <message>
        <source>sent by e-mail</source>
        <translation>odesláno e-mailem</translation>
    </message>
    <message>
        <source>question</source>
        <translation>dotaz</translation>
    </message>
    <message>
        <source>answer</source>
        <translation>odpověď</translation>
    </message>
    <message>
        <source>forwarded</source>
        <translation>předáno</translation>
    </message>
    <message>
        <source>reply of the closing</source>
        <translation>odpověď při uzavření</translation>
    </message>
    <message>
        <source>Resident</source>
        <translation>Obyvatel</translation>
    </message>
    <message>
        <source>not answered yet</source>
        <translation>zatím bez odpovědi</translation>
    </message>
    <message>
        <source>Resident who joined</source>
        <translation>Obyvatel, který se přidal</translation>
    </message>
    <message>
        <source>No way to answer: anonymous.</source>
        <translation>Odpovědět nejde: podnět je anonymní.</translation>
    </message>
    <message>
        <source>No way to answer: the address does not take mail.</source>
        <translation>Odpovědět nejde: na tu adresu pošta nechodí.</translation>
    </message>
    <message>
        <source>No way to answer: they want nothing more written of it.</source>
        <translation>Odpovědět nejde: nepřeje si, aby se mu o podnětu dál psalo.</translation>
    </message>
    <message>
        <source>It goes by e-mail%1, and an answer comes back here.</source>
        <translation>Odejde e-mailem%1, odpověď přijde sem.</translation>
    </message>
    <message>
        <source>The address does not take mail: it has to be told by a call%1.</source>
        <translation>Na tu adresu pošta nechodí: je třeba zavolat%1.</translation>
    </message>
    <message>
        <source>The address does not take mail; it shows on the page behind their secret link.</source>
        <translation>Na tu adresu pošta nechodí; zobrazí se na stránce za tajným odkazem.</translation>
    </message>
    <message>
        <source>Only a telephone number is known%1: it has to be told by a call.</source>
        <translation>Známe jen telefon%1: je třeba zavolat.</translation>
    </message>
    <message>
        <source>It shows on the page behind their secret link; nobody tells them that it is there.</source>
        <translation>Ukáže se na stránce pod tajným odkazem; upozornění nikam nepřijde.</translation>
    </message>
    <message>
        <source>Answered by e-mail</source>
        <translation>Odpověď chodí e-mailem</translation>
    </message>
    <message>
        <source>Answered by a call back</source>
        <translation>Odpovědět jde jen zavoláním</translation>
    </message>
    <message>
        <source>Answered on the page behind their link</source>
        <translation>Odpověď se ukáže na stránce pod odkazem</translation>
    </message>
    <message>
        <source>Nobody gets this, there is no way to answer. It stays in the story:</source>
        <translation>Nikdo to nedostane, odpovědět nejde. Zůstane v příběhu:</translation>
    </message>
    <message numerus="yes">
        <source>%n residents will get:</source>
        <translation>
            <numerusform>%n obyvatel dostane:</numerusform>
            <numerusform>%n obyvatelé dostanou:</numerusform>
            <numerusform>%n obyvatel dostane:</numerusform>
        </translation>
    </message>
    <message>
        <source>The resident will be told by a call:</source>
        <translation>Obyvateli to vyřídíte telefonicky:</translation>
    </message>
    <message>
        <source>The resident will see on their page:</source>
        <translation>Obyvatel uvidí na své stránce:</translation>
    </message>
    <message>
        <source>The resident will get by e-mail:</source>
        <translation>Obyvatel dostane e-mailem:</translation>
    </message>
</context>
</TS>
