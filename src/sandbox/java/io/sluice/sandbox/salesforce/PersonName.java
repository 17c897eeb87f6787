package io.sluice.sandbox.salesforce;

import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The compound {@code Name} of a person, which none writes. */
final class PersonName {
    private PersonName() {}

    static String of(StoredRecord record) {
        return Stream.of("firstname", "middlename", "lastname", "suffix")
                .map(record.values()::get)
                .filter(Objects::nonNull)
                .map(Object::toString)
                .collect(Collectors.joining(" "));
    }
}
