import QtQuick

/** Text that stands by itself: a screen reader says it. Text inside of a control or a row is said by that one's name. */
BodyText {
    Accessible.ignored: text === ""
    Accessible.name: text
    Accessible.role: Accessible.StaticText
}
