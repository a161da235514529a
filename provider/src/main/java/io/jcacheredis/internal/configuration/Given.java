package io.jcacheredis.internal.configuration;

import org.jspecify.annotations.Nullable;

/**
 * A name and a text as a source says them.
 *
 * @param text null where the source has the name and nothing under it, as {@code listeners: []} and {@code reports:} do
 * @param place where it stands, for messages: {@code jcache-redis.yaml:12}
 */
record Given(SettingName name, @Nullable String text, String place) {}
