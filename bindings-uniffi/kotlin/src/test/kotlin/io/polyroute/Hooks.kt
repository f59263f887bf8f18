package io.polyroute

/** What the conformance runner needs beside the public surface: a virtual clock, a broken store, and what had come of a stream that broke. */
fun Gateway.advanced(milliseconds: Long) = advance(milliseconds)

fun Gateway.brokenState() = breakState()

fun EventStream.received(): Reply = receivedSoFar()
