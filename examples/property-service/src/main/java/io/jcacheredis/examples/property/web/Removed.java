package io.jcacheredis.examples.property.web;

/** How many entries a purge or an event removed, or would remove. */
record Removed(long removed) {}
