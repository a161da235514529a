/**
 * The one schema of settings, and how they are read. {@code Schema} is the table. Each source is reduced to names, texts
 * and places ({@code ConfigurationFile}, {@code Environment}, {@code FlatNames}), {@code Names} finds the rows that are
 * meant, and {@code Layer} merges the sources. The rest of the provider sees {@link Settings} and {@link CacheSettings}.
 */
@NullMarked
package io.jcacheredis.internal.configuration;

import org.jspecify.annotations.NullMarked;
