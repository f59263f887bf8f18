package io.polyroute.cases

import java.io.File
import kotlin.test.assertEquals
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeout
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import org.junit.jupiter.api.AfterAll
import org.junit.jupiter.api.DynamicTest
import org.junit.jupiter.api.DynamicTest.dynamicTest
import org.junit.jupiter.api.TestFactory

/** Every conformance case through the Kotlin package, and the line that all languages must print alike. */
class CasesTest {
    private val outcomes = mutableMapOf<String, List<JsonElement>>()

    @TestFactory
    fun cases(): List<DynamicTest> {
        val cases = loadAll()
        check(cases.map { it.name }.toSet().size == cases.size) { "two cases have one name" }
        return cases.map { dynamicTest(it.name) { play(it) } } + dynamicTest("the line is the same as in every language") { compareLine(cases) }
    }

    private fun play(case: Case) {
        val play = Play(case, upstreams)
        runBlocking { withTimeout(20_000) { play.run() } }
        outcomes[case.name] = play.outcome
        if (System.getenv("SHOW") != null) println("outcome  ${case.name}: ${canonical(JsonArray(play.outcome))}")
        assertEquals(emptyList(), play.problems)
    }

    private fun compareLine(cases: List<Case>) {
        println("kotlin: ${line(outcomes)}")
        assertEquals(cases.size, outcomes.size, "cases that were played")
        assertEquals(File(FOLDER, "line.txt").readText().trim(), line(outcomes))
    }

    companion object {
        private val upstreams = Scripted()

        @JvmStatic
        @AfterAll
        fun end() = upstreams.close()
    }
}
