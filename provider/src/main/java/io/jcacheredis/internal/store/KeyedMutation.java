package io.jcacheredis.internal.store;

/** A mutation and the key of the entry that it is for. */
@SuppressWarnings("ArrayRecordComponent") // compared nowhere; the bytes are handed on as they are
public record KeyedMutation(byte[] key, Mutation mutation) {}
