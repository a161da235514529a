package io.jcacheredis.examples.property.testing;

/** What clients send. */
public final class Properties {

    private Properties() {}

    /** A property in Lisbon. */
    public static String data(long priceCents) {
        return data("Lisbon", priceCents, "LISTED");
    }

    public static String data(String city, long priceCents, String state) {
        return """
                {"address": "1 Street", "city": "%s", "priceCents": %d, "state": "%s"}""".formatted(city, priceCents, state);
    }

    /** Adds a property and returns its identifier. */
    public static String add(Client editor, long priceCents) {
        return editor.post("/properties", data(priceCents)).json().get("id").asString();
    }

    public static String event(String type, String propertyId, String tenantId) {
        return """
                {"type": "%s", "property_id": "%s", "tenant_id": "%s"}""".formatted(type, propertyId, tenantId);
    }
}
