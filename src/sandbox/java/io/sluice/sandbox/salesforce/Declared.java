package io.sluice.sandbox.salesforce;

import java.util.List;

/** What a data file declares: orgs, and the objects that each of them has. */
public record Declared(List<DeclaredOrg> orgs, List<DeclaredObject> objects) {
    private static final int PREFIX = 3;

    public Declared {
        if (orgs == null || orgs.isEmpty()) {
            throw new IllegalArgumentException("A data file of Salesforce needs orgs.");
        }
        if (orgs.stream().map(DeclaredOrg::name).distinct().count() < orgs.size()
                || orgs.stream().map(DeclaredOrg::clientId).distinct().count() < orgs.size()) {
            throw new IllegalArgumentException("Orgs are told apart by name and by clientId: no two may be the same.");
        }
        objects = objects == null ? List.of() : objects;
    }

    /** The same orgs, with these objects when none are declared. */
    public Declared orObjectsOf(Declared other) {
        return objects.isEmpty() ? new Declared(orgs, other.objects) : this;
    }

    /**
     * One org, its connected app and the user that calls.
     *
     * @param name what control requests call it
     * @param securityToken is appended to the password
     * @param publicKey checks JWT assertions: PEM, or its Base64 alone
     * @param settings what may differ between orgs
     */
    public record DeclaredOrg(
            String name,
            String clientId,
            String clientSecret,
            String username,
            String password,
            String securityToken,
            String refreshToken,
            String publicKey,
            Settings settings) {
        public DeclaredOrg {
            if (name == null || clientId == null || clientSecret == null || username == null || password == null) {
                throw new IllegalArgumentException("An org needs name, clientId, clientSecret, username and password.");
            }
            securityToken = securityToken == null ? "" : securityToken;
            refreshToken = refreshToken == null ? "" : refreshToken;
            settings = settings == null ? Settings.usual() : settings;
        }
    }

    /** An object; the first three characters of its records' ids are the key prefix. */
    public record DeclaredObject(String name, String label, String keyPrefix, List<Field> fields) {
        public DeclaredObject {
            if (name == null || keyPrefix == null || keyPrefix.length() != PREFIX || fields == null) {
                throw new IllegalArgumentException("An object needs name, keyPrefix of three characters, and fields.");
            }
            label = label == null ? name : label;
            fields = List.copyOf(fields);
        }
    }
}
