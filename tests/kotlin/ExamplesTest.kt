package io.polyroute.cases

import java.io.File
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertTrue
import org.junit.jupiter.api.DynamicTest
import org.junit.jupiter.api.DynamicTest.dynamicTest
import org.junit.jupiter.api.TestFactory

private val ROOT = File(System.getProperty("polyroute.root"))
private val EXAMPLES = File(ROOT, "examples/kotlin")

/** What each example has to print, in this order. */
private val PRINTS =
    mapOf(
        "Quickstart.kt" to listOf("Layers, a rain shell", "openai/gpt-5-mini", "tokens", "USD", "Layers, a rain shell", "first token after"),
        "Failover.kt" to
            listOf("Ghent to Ostend", "gone/some-model failed network", "openai/gpt-5-mini served", "nobody answers: [network]", "the budget of today", "acme"),
        "OnDevice.kt" to listOf("Look out of the window.", "cloud/gpt-5-mini failed network", "device/tiny served"),
        "Doors.kt" to listOf("200 openai/gpt-5-mini", "event: message_start", "text_delta", "event: message_stop"),
    )

/** A transport for the others to use, with no `main` of its own; `HttpTest` runs it. */
private const val LIBRARY = "JdkHttp.kt"

/** Every example runs as a person would run it, with the scripted upstream as the provider; the docs say nothing else. */
class ExamplesTest {
    @TestFactory
    fun examples(): List<DynamicTest> = PRINTS.map { (file, wanted) -> dynamicTest("examples/kotlin/$file") { saidInOrder(run(file), wanted) } }

    @Test
    fun `every example is run`() = assertEquals((PRINTS.keys + LIBRARY).sorted(), EXAMPLES.list()!!.sorted())

    @Test
    fun `every snippet of the docs has its lines in an example, in the same order`() {
        val examples = EXAMPLES.listFiles()!!.map { lines(it.readText()) }
        val snippets = Regex("```kotlin\n(.*?)```", RegexOption.DOT_MATCHES_ALL)
        val pages = listOf("README.md", "docs/kotlin.md", "docs/mobile.md").map { File(ROOT, it).readText() }
        val said = pages.flatMap { page -> snippets.findAll(page).map { lines(it.groupValues[1]) } }
        assertTrue(said.size >= 7)
        for (snippet in said) assertTrue(examples.any { example -> isWithin(snippet, example) }, "no example has:\n${snippet.joinToString("\n")}")
    }

    private fun lines(code: String) = code.lines().map { it.trim() }.filter { it.isNotEmpty() }

    private fun isWithin(snippet: List<String>, example: List<String>): Boolean {
        val rest = example.iterator()
        return snippet.all { line -> rest.asSequence().any { it == line } }
    }

    private fun run(file: String): String =
        Scripted("--story", "trip").use { story ->
            val java = File(System.getProperty("java.home"), "bin/java").path
            val library = "-Djna.library.path=${System.getProperty("polyroute.native")}"
            val main = "examples.${file.removeSuffix(".kt")}Kt"
            val process = ProcessBuilder(java, library, "-cp", System.getProperty("java.class.path"), main).redirectErrorStream(true)
            process.environment() += mapOf("OPENAI_API_KEY" to "k", "OPENAI_BASE_URL" to "${story.urls["north"]}/v1")
            val running = process.start()
            val output = running.inputStream.readBytes().decodeToString()
            assertEquals(0, running.waitFor(), output)
            output
        }

    private fun saidInOrder(output: String, wanted: List<String>) {
        var at = 0
        for (words in wanted) {
            val found = output.indexOf(words, at)
            assertTrue(found >= 0, "`$words` is missing in:\n$output")
            at = found + words.length
        }
    }
}
