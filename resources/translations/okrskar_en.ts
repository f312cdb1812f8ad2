<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_GB">
<context>
    <name>CellTips</name>
    <message numerus="yes">
        <source>%n tip(s)</source>
        <translation>
            <numerusform>%n tip</numerusform>
            <numerusform>%n tips</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Give %n tip(s) to another officer</source>
        <translation>
            <numerusform>Give %n tip to another officer</numerusform>
            <numerusform>Give %n tips to another officer</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CellViewModel</name>
    <message numerus="yes">
        <source>%n tip(s) not given over: %1</source>
        <translation>
            <numerusform>%n tip not given over: %1</numerusform>
            <numerusform>%n tips not given over: %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tip(s) given to %1</source>
        <translation>
            <numerusform>%n tip given to %1</numerusform>
            <numerusform>%n tips given to %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Charts</name>
    <message numerus="yes">
        <source>n = %n tip(s); the lines are 95 % intervals. Counted from what this device holds.</source>
        <translation>
            <numerusform>n = %n tip; the lines are 95 % intervals. Counted from what this device holds.</numerusform>
            <numerusform>n = %n tips; the lines are 95 % intervals. Counted from what this device holds.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Day</name>
    <message numerus="yes">
        <source>%n gap(s)</source>
        <translation>
            <numerusform>%n gap</numerusform>
            <numerusform>%n gaps</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln fix(es) too rough to be used</source>
        <translation>
            <numerusform>%Ln fix too rough to be used</numerusform>
            <numerusform>%Ln fixes too rough to be used</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Drafts</name>
    <message numerus="yes">
        <source>%n being written</source>
        <translation>
            <numerusform>%n being written</numerusform>
            <numerusform>%n being written</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DraftsSheet</name>
    <message numerus="yes">
        <source>%n photo(s)</source>
        <translation>
            <numerusform>%n photo</numerusform>
            <numerusform>%n photos</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Facts</name>
    <message numerus="yes">
        <source>%n other resident(s) joined</source>
        <translation>
            <numerusform>%n other resident joined</numerusform>
            <numerusform>%n other residents joined</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>not reached %n time(s)</source>
        <translation>
            <numerusform>not reached %n time</numerusform>
            <numerusform>not reached %n times</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Gpx</name>
    <message numerus="yes">
        <source>%Ln fix(es) taken in</source>
        <translation>
            <numerusform>%Ln fix taken in</numerusform>
            <numerusform>%Ln fixes taken in</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln gap(s)</source>
        <translation>
            <numerusform>%Ln gap</numerusform>
            <numerusform>%Ln gaps</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln left out</source>
        <translation>
            <numerusform>%Ln left out</numerusform>
            <numerusform>%Ln left out</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Handing</name>
    <message numerus="yes">
        <source>The device is yours again. %Ln rating(s) collected.</source>
        <translation>
            <numerusform>The device is yours again. %Ln rating collected.</numerusform>
            <numerusform>The device is yours again. %Ln ratings collected.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Kiosk</name>
    <message numerus="yes">
        <source>today %Ln</source>
        <translation>
            <numerusform>today %Ln</numerusform>
            <numerusform>today %Ln</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln in 30 days</source>
        <translation>
            <numerusform>%Ln in 30 days</numerusform>
            <numerusform>%Ln in 30 days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln thing(s) at most, or none.</source>
        <translation>
            <numerusform>%Ln thing at most, or none.</numerusform>
            <numerusform>%Ln things at most, or none.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Moments</name>
    <message numerus="yes">
        <source>%n min</source>
        <translation>
            <numerusform>%n min</numerusform>
            <numerusform>%n min</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n h</source>
        <translation>
            <numerusform>%n h</numerusform>
            <numerusform>%n h</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) left</source>
        <translation>
            <numerusform>%n day left</numerusform>
            <numerusform>%n days left</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NoteSheet</name>
    <message numerus="yes">
        <source>%n photo(s)</source>
        <translation>
            <numerusform>%n photo</numerusform>
            <numerusform>%n photos</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>OfficerSheet</name>
    <message numerus="yes">
        <source>Give %n tip(s) to</source>
        <translation>
            <numerusform>Give %n tip to</numerusform>
            <numerusform>Give %n tips to</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n open</source>
        <translation>
            <numerusform>%n open</numerusform>
            <numerusform>%n open</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Older</name>
    <message numerus="yes">
        <source>This program can not read %n tip(s).</source>
        <translation>
            <numerusform>This program can not read %n tip.</numerusform>
            <numerusform>This program can not read %n tips.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Safety</name>
    <message numerus="yes">
        <source>%Ln answer(s)</source>
        <translation>
            <numerusform>%Ln answer</numerusform>
            <numerusform>%Ln answers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln people answered</source>
        <translation>
            <numerusform>%Ln person answered</numerusform>
            <numerusform>%Ln people answered</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SecretSheet</name>
    <message numerus="yes">
        <source>The new one, %n digit(s)</source>
        <translation>
            <numerusform>The new one, %n digit</numerusform>
            <numerusform>The new one, %n digits</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The new one, at least %n character(s)</source>
        <translation>
            <numerusform>The new one, at least %n character</numerusform>
            <numerusform>The new one, at least %n characters</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Story</name>
    <message numerus="yes">
        <source>This program can not read %n part(s) of it.</source>
        <translation>
            <numerusform>This program can not read %n part of it.</numerusform>
            <numerusform>This program can not read %n parts of it.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Sync</name>
    <message numerus="yes">
        <source>%n entry(ies) written to %1. They stay here too until the station has them.</source>
        <translation>
            <numerusform>%n entry written to %1. It stays here too until the station has it.</numerusform>
            <numerusform>%n entries written to %1. They stay here too until the station has them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n entry(ies) wait to be sent</source>
        <translation>
            <numerusform>%n entry waits to be sent</numerusform>
            <numerusform>%n entries wait to be sent</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n entry(ies) need you</source>
        <translation>
            <numerusform>%n entry needs you</numerusform>
            <numerusform>%n entries need you</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not sent</source>
        <translation>
            <numerusform>%n not sent</numerusform>
            <numerusform>%n not sent</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The station can not read %n of your entries</source>
        <translation>
            <numerusform>The station can not read %n of your entries</numerusform>
            <numerusform>The station can not read %n of your entries</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The station does not take %n photo(s)</source>
        <translation>
            <numerusform>The station does not take %n photo</numerusform>
            <numerusform>The station does not take %n photos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>This program can not read %n row(s)</source>
        <translation>
            <numerusform>This program can not read %n row</numerusform>
            <numerusform>This program can not read %n rows</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Team</name>
    <message numerus="yes">
        <source>%n open</source>
        <translation>
            <numerusform>%n open</numerusform>
            <numerusform>%n open</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n overdue</source>
        <translation>
            <numerusform>%n overdue</numerusform>
            <numerusform>%n overdue</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TipPage</name>
    <message numerus="yes">
        <source>%n change(s) not sent</source>
        <translation>
            <numerusform>%n change not sent</numerusform>
            <numerusform>%n changes not sent</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Tips</name>
    <message numerus="yes">
        <source>%n not sent</source>
        <translation>
            <numerusform>%n not sent</numerusform>
            <numerusform>%n not sent</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n joined</source>
        <translation>
            <numerusform>%n joined</numerusform>
            <numerusform>%n joined</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s)</source>
        <translation>
            <numerusform>%n photo</numerusform>
            <numerusform>%n photos</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TodayPage</name>
    <message numerus="yes">
        <source>more than %n tip(s)</source>
        <translation>
            <numerusform>more than %n tip</numerusform>
            <numerusform>more than %n tips</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tip(s)</source>
        <translation>
            <numerusform>%n tip</numerusform>
            <numerusform>%n tips</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Still reading %n tip(s) for the search</source>
        <translation>
            <numerusform>Still reading %n tip for the search</numerusform>
            <numerusform>Still reading %n tips for the search</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Unlock</name>
    <message numerus="yes">
        <source>That is not right. %n try(ies) left.</source>
        <translation>
            <numerusform>That is not right. %n try left.</numerusform>
            <numerusform>That is not right. %n tries left.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>UnlockPage</name>
    <message numerus="yes">
        <source>Choose a PIN of %n digit(s) for this device.</source>
        <translation>
            <numerusform>Choose a PIN of %n digit for this device.</numerusform>
            <numerusform>Choose a PIN of %n digits for this device.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Choose a passphrase of at least %n character(s).</source>
        <translation>
            <numerusform>Choose a passphrase of at least %n character.</numerusform>
            <numerusform>Choose a passphrase of at least %n characters.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Walk</name>
    <message numerus="yes">
        <source>%n open tip(s)</source>
        <translation>
            <numerusform>%n open tip</numerusform>
            <numerusform>%n open tips</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n stop(s)</source>
        <translation>
            <numerusform>%n stop</numerusform>
            <numerusform>%n stops</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Writing</name>
    <message numerus="yes">
        <source>%n residents will get:</source>
        <translation>
            <numerusform>%n resident will get:</numerusform>
            <numerusform>%n residents will get:</numerusform>
        </translation>
    </message>
</context>
</TS>
