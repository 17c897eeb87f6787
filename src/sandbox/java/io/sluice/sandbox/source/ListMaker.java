package io.sluice.sandbox.source;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.sandbox.http.Json;

/** Makes up lists. Now and then one has no date of change, or no description. */
final class ListMaker {
    private final Dice dice;

    ListMaker(Dice dice) {
        this.dice = dice;
    }

    ObjectNode list(long id) {
        var created = dice.after(Dice.FIRST);
        var name = dice.words(3) + " " + id;
        var category = 400 + dice.below(60);
        var list = Json.object()
                .putNull("PartnerKey")
                .put("CreatedDate", dice.fraction(created, 3))
                .put("ModifiedDate", dice.once(50) ? null : dice.fraction(dice.after(created), 3))
                .put("ID", id)
                .put("ObjectID", dice.uuid().toString())
                .put("CustomerKey", name + " - " + category)
                .put("ListName", name)
                .put("Category", category)
                .put("Type", dice.one("Public", "Public", "Public", "Private", "SalesForce"))
                .put("Description", dice.once(10) ? null : dice.once(3) ? "" : dice.words(8))
                .put("ListClassification", dice.one("ExactTargetList", "PublicationList", "SuppressionList"));
        list.putObject("Client").put("ID", 1000001).putNull("PartnerClientKey");
        return list;
    }
}
