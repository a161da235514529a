package io.jcacheredis;

/**
 * How far a {@linkplain RedisCache#purge purge} has come.
 *
 * @param lookedAt about how many keys of the database were looked at so far, of this cache and of others; by tags, how many entries with one
 * @param found how many entries were removed so far, or would have been in a dry run
 */
public record PurgeProgress(long lookedAt, long found) {}
