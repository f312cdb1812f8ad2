<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="cs_CZ">
<context>
    <name>Actions</name>
    <message>
        <source>Accept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resume work</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Begin work</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close tip</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wait on someone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not ours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hand over</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add photo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Assign</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reopen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tip accepted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Work began</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tip set to waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tip reopened</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tip assigned</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note added</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Photo added</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Taken back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Already sent to the station; it can not be taken back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It could not be recorded. Try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The device is full: this was not kept, all before it is safe. Make room and try again.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>BoardDelegate</name>
    <message>
        <source>oldest %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New 7 d</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Overdue</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>BottomSheet</name>
    <message>
        <source>Close this sheet</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CellTips</name>
    <message numerus="yes">
        <source>%n tip(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Choose none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tap another number of the board.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No tips here</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Give %n tip(s) to another officer</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Closing</name>
    <message>
        <source>Your tip %1 “%2”: %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The resident will get by e-mail:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The resident left only a telephone; on the tip&apos;s page they will read:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The resident will read on the tip&apos;s page:</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>InputField</name>
    <message>
        <source>Clear</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MapView</name>
    <message>
        <source>Map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This device can not draw the map. The lists work as always.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The map stopped and is starting again. Nothing you recorded is lost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The map is not part of this installation. The lists work as always.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Streets are not on this device yet. They arrive with the next sync; districts and tips are shown.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Moments</name>
    <message>
        <source>today %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>yesterday %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>d MMM</source>
        <comment>a date without its year, in the form of QDate</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>d MMM yyyy</source>
        <comment>a date with its year, in the form of QDate</comment>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n min</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n h</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>overdue by %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>due today</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>due tomorrow</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) left</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>due %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>OfficerSheet</name>
    <message numerus="yes">
        <source>Give %n tip(s) to</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n open</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PageHeader</name>
    <message>
        <source>Back</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Story</name>
    <message>
        <source>Resident</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>arrived late</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The photo is not on this device yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>second report, kept beside the first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing had to be changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not accepted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the device&apos;s clock was off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>you</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>reply to the resident</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Work began</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reopened: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Corrected: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Closed: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Given to %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Moved to %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Team</name>
    <message>
        <source>nobody yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n open</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n overdue</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Outside all districts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New in 7 days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Overdue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 has the most open (%2), %3 the fewest (%4).</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TeamPage</name>
    <message>
        <source>Where does the work pile up?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New 7 d</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Overdue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>District and officer; the bar shows open tips: overdue, waiting, in hand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Oldest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The board fills with the first sync. Open Sync and tap &quot;Sync now&quot;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No work to show yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was lost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The board could not be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tap a number of the board to see its tips and to give them to another officer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every number leads to its tips</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TeamViewModel</name>
    <message>
        <source>It was sent already. Give the tips back to change it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The tips could not be given over. Nothing was changed; try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk is full. Free some space and try again; nothing was lost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n tip(s) could not be given over: they changed meanwhile.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tip(s) given to %1</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Tips</name>
    <message numerus="yes">
        <source>%n not sent</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>New</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accepted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In progress</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting on the resident</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting on another body</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Closed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reopened</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Solved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Handed over</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not ours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Monitored</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>from the web</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>by telephone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>by e-mail</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>from an officer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>from another system</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TodayPage</name>
    <message>
        <source>Search tips</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Order of the list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Today</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Overdue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Closed</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>more than %n tip(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tip(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Show all</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Still reading %n tip(s) for the search</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Tips</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By deadline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nearest first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nearest first (position not known)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The list could not be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No tips on this device yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing new</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing for today</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing waits on anybody</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is overdue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing closed yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No such tips</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What you recorded is safe. Start the app again; if that does not help, call your administrator.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try fewer letters or another word. Accents do not matter.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They arrive with the first sync. Connect and look at the Sync page.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at what is for today, or start a patrol.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accept a new tip, or start a patrol.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Well done. Keep an eye on today&apos;s deadlines.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>UndoBar</name>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Verdicts</name>
    <message>
        <source>It was so already; nothing had to be changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The station has this already; nothing was doubled.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Somebody changed it meanwhile. Your change is kept here: look at it anew and decide.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Two people wrote the same field. Both texts are in the history.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your role may not do this. Nothing was changed; ask your supervisor.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The tip was no longer yours by then. What you wrote is kept here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The station does not know this record. What you wrote is kept here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This can not be done with a tip in this state.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something needed is missing. What you wrote is kept here: complete it and send it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The station is too old for this change. It is kept here and can be sent again later.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The station failed on this change. It is kept here and there; the administrator was told.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was closed already. Your report is kept beside the first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 closed it already (%2). Your report is kept in the history beside the first.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
