package com.acme.coro.examples.clientserver;

/**
 * What a client sends: a message is any object that nobody changes afterwards.
 *
 * @param client who
 * @param amount how much
 */
record Deposit(String client, int amount) {}
