/**
 * The one schema of settings, and how they are read: {@link Schema} is the table, each source gives names and texts
 * ({@code YamlAndJson}, {@code PropertiesText}, {@code Environment}), {@code Said} merges them setting by setting, and
 * {@link Settings} is what the rest of the provider sees.
 */
@NullMarked
package io.jcacheredis.internal.configuration;

import org.jspecify.annotations.NullMarked;
