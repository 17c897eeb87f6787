package io.sluice.delivery;

/**
 * What rows are written to: a data extension, an event definition, an object.
 *
 * @param account the configured business unit or org it is in
 * @param kind the word that names it in a mapping's {@code to:}, such as {@code dataExtension}; as
 *     {@link Action#onlyTarget} where the account has only one
 * @param name its external key; empty where the kind has only one
 */
public record Target(String account, String kind, String name) {
    @Override
    public String toString() {
        return name.isEmpty() ? account + "/" + kind : account + "/" + kind + "/" + name;
    }
}
