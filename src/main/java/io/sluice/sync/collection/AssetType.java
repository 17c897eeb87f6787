package io.sluice.sync.collection;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What people call the kinds of things that a campaign is made of. */
final class AssetType {
    /**
     * The API's own list is in the documentation of POST /hub/v1/campaigns/{id}/assets, where some are in capitals and some are not.
     * CMS_asset, which is anything in Content Builder, has no name here. A sendable custom object is a data extension that mail can
     * be sent to.
     */
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("email", "email"),
            Map.entry("triggered", "triggered send"),
            Map.entry("sms_message", "mobile message"),
            Map.entry("push_message", "push message"),
            Map.entry("ct_twitter_post", "twitter update"),
            Map.entry("ct_facebook_post", "facebook update"),
            Map.entry("facebook_tab", "facebook tab"),
            Map.entry("site", "sites"),
            Map.entry("landing_page", "landing pages"),
            Map.entry("list", "subscriber list"),
            Map.entry("group", "subscriber group"),
            Map.entry("data_extension", "data extension"),
            Map.entry("sendable_custom_object", "data extension"),
            Map.entry("automation_definition", "automation"),
            Map.entry("calendar_event", "event"));

    private AssetType() {}

    /** @param type as the API has it, in any letter case */
    static Optional<String> name(String type) {
        return Optional.ofNullable(NAMES.get(type.toLowerCase(Locale.ROOT)));
    }
}
