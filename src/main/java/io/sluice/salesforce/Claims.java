package io.sluice.salesforce;

import io.sluice.delivery.Checked;
import io.sluice.delivery.RecordWriting;
import io.sluice.delivery.RecordWriting.Match;
import io.sluice.delivery.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which row of a batch writes which record. Rows of different keys can be about one record: no call may have it twice,
 * which Salesforce refuses, and no two of them may create it.
 */
final class Claims {
    private final Lookup lookup;
    private final RecordWriting writing;
    private final Map<String, Object> owners = new HashMap<>();

    Claims(Lookup lookup, RecordWriting writing) {
        this.lookup = lookup;
        this.writing = writing;
    }

    /**
     * @param row as the mapping made it
     * @param checked what was made of it
     */
    Checked check(Row row, Checked checked) {
        if (!(checked instanceof Checked.Fits fits)) {
            return checked;
        }
        var owner = owner(row);
        var claims = claims(row, fits.row());
        if (!claims.stream().allMatch(claim -> owner.equals(owners.getOrDefault(claim, owner)))) {
            return new Checked.Later();
        }
        claims.forEach(claim -> owners.put(claim, owner));
        return checked;
    }

    /** The same for the events of one order key, which go one after the other: that of an external id has its letter case. */
    private Object owner(Row row) {
        return writing.externalId().isPresent() ? row.keys() : lookup.folded(row.keys());
    }

    private List<String> claims(Row row, Row written) {
        var values = lookup.folded(row.keys());
        var claims = new ArrayList<>(writing.match() == Match.ANY ? values : List.of(values.toString()));
        var id = written.keys().get(Write.ID);
        if (id != null) {
            claims.add(id.asText());
        }
        return claims;
    }
}
