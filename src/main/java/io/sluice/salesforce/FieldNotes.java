package io.sluice.salesforce;

/** Is told what of a row is not written as the mapping has it. */
interface FieldNotes {
    /** @param name as the mapping has it, perhaps made of an event's trait */
    void dropped(String name, String why);

    void cut(SObjectField field);
}
