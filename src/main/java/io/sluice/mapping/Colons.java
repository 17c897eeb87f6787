package io.sluice.mapping;

/** What becomes of colons in a contact key, which SFMC does not allow there. */
enum Colons {
    /** They are left out, as Segment's Classic destination does; {@code a:b} and {@code ab} become one contact. */
    STRIP,
    /** Each becomes a hyphen. */
    REPLACE,
    /** The event is refused. */
    REFUSE
}
